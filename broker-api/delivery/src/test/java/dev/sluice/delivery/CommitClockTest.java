package dev.sluice.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testing.Samples;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommitClockTest {

    private static final CommitClock AT_TEN = new CommitClock(10, Samples.NOON);

    @ParameterizedTest
    @CsvSource({
        "11, PT4.999S, false",
        "11, PT5S, true",
        "500, PT0S, false",
        "10, PT5S, false",
        "10, PT5H59M, false",
        "10, PT6H, true"
    })
    void whatWasReadIsCommittedSoonAndWhatStandsStillOnceInAWhile(
            long position, Duration later, boolean due) {
        assertThat(AT_TEN.due(position, Samples.NOON.plus(later))).isEqualTo(due);
    }
}
