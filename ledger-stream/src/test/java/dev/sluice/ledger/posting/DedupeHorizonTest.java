package dev.sluice.ledger.posting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.ledger.posting.DedupeHorizon.Age;
import dev.sluice.testing.Samples;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DedupeHorizonTest {

    private static final Duration FOUR_DAYS = Duration.ofDays(4);

    @Test
    void lastsADayLongerThanTheJournalFromWhichSecondEndsAreMade() {
        assertThat(DedupeHorizon.DEFAULT.length()).isEqualTo(FOUR_DAYS);
    }

    @Test
    void anEndIsLateOnceItsFirstOneMayBeForgotten() {
        DedupeHorizon horizon = DedupeHorizon.DEFAULT;
        assertThat(horizon.ageOf(Samples.NOON.minus(FOUR_DAYS), Samples.NOON))
                .isEqualTo(Age.WITHIN);
        assertThat(horizon.ageOf(Samples.NOON.minus(FOUR_DAYS).minusMillis(1), Samples.NOON))
                .isEqualTo(Age.BEYOND);
    }
}
