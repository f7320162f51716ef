package dev.sluice.ledger.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class CanonicalFieldTest {

    @Test
    void idsAscendSoThatNoneIsTakenTwice() {
        assertThat(Arrays.stream(CanonicalField.values()).map(field -> field.id).toList())
                .isSorted()
                .doesNotHaveDuplicates();
    }
}
