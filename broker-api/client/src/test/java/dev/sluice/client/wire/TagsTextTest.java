package dev.sluice.client.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TagsTextTest {

    @Test
    void tagsStandInTheOrderOfTheirNames() {
        assertThat(TagsText.of(Map.of("b", "x=y", "a", "two words")))
                .isEqualTo("a=two words,b=x=y");
        assertThat(TagsText.of(Map.of())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"a b, x", "a=b, x", "'', x", "'a,b', x", "a, 'x,y'", "a, ' '", "a, ''"})
    void whatCouldNotBeReadAgainIsRefused(String name, String value) {
        assertThatIllegalArgumentException().isThrownBy(() -> TagsText.of(Map.of(name, value)));
    }
}
