package dev.sluice.dispatcher.admission.quota;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testing.Samples;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaceTest {

    private static Pace after(long... gapMillis) {
        Instant at = Samples.NOON;
        Pace pace = Pace.UNKNOWN.released(at);
        for (long gap : gapMillis) {
            at = at.plusMillis(gap);
            pace = pace.released(at);
        }
        return pace;
    }

    @Test
    void aSecondWhereNothingIsKnown() {
        assertThat(Pace.UNKNOWN.next()).isEqualTo(Duration.ofSeconds(1));
        assertThat(after().next()).as("one that came back tells no pace").hasSeconds(1);
    }

    @ParameterizedTest(name = "{0} ms apart: {1} ms")
    @CsvSource({"3000, 3000", "5, 100", "60000, 60000", "3600000, 60000"})
    void asFarApartAsTheyCameButWithinReason(long gap, long expected) {
        assertThat(after(gap, gap, gap).next()).isEqualTo(Duration.ofMillis(expected));
    }

    @Test
    void theNewestCountForMoreThanTheOldest() {
        long rising = after(1_000, 1_000, 9_000).meanMillis();
        assertThat(rising).isEqualTo(2_000);
        assertThat(after(9_000, 1_000, 1_000).meanMillis()).isGreaterThan(rising);
    }

    @Test
    void aClockThatGoesBackIsNoTime() {
        assertThat(after(4_000, -90_000).meanMillis()).isEqualTo(3_500);
    }
}
