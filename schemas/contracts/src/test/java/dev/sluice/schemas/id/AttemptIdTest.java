package dev.sluice.schemas.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class AttemptIdTest {

    @Test
    void isWrittenAsRequestAndNumber() {
        assertThat(new AttemptId("abc.0.7", 2)).hasToString("abc.0.7/2");
    }

    @Test
    void countsFromOne() {
        assertThatThrownBy(() -> new AttemptId("abc.0.7", 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not 0");
    }
}
