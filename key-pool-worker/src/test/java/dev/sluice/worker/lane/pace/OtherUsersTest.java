package dev.sluice.worker.lane.pace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Counts of a provider in, what others take a second out: ten a second, a hundred at once. */
final class OtherUsersTest {

    private final OtherUsers users = new OtherUsers();

    @ParameterizedTest(
            name = "each 2 s {0} fewer are left, {1} were ours: others take {2} a second")
    @CsvSource({
        // refill of 20 in two seconds
        "0, 20, 0",
        "10, 20, 5",
        "10, 30, 0",
        "0, 10, 5",
        "14, 2, 9.5",
        // less than counts can tell
        "1, 20, 0",
        "-10, 10, 0",
        // never all: a twentieth is ours
        "20, 5, 9.5",
    })
    void whatIsMissingBeyondOurOwn(double fewer, double ours, double others) {
        for (int n = 0; n < 6; n++) {
            users.counted(count(2 * n, 90 - fewer * n, ours * n, Optional.empty()), 10, 100);
        }
        assertThat(users.perSecond()).isCloseTo(others, within(0.5));
    }

    @Test
    void aFullBucketMeansThatThereIsEnough() {
        for (int n = 0; n < 6; n++) {
            users.counted(count(2 * n, 90 - 10 * n, 10 * n, Optional.empty()), 10, 100);
        }
        assertThat(users.perSecond()).isGreaterThan(5);
        assertThat(users.plenty()).isFalse();
        for (int n = 6; n < 20; n++) {
            users.counted(count(2 * n, 100, 10 * n, Optional.empty()), 10, 100);
        }
        assertThat(users.perSecond()).isZero();
        assertThat(users.plenty()).isTrue();
    }

    @Test
    void itGivesWaySmoothly() {
        double before = 0;
        for (int n = 0; n < 8; n++) {
            users.counted(count(2 * n, 90 - 10 * n, 20 * n, Optional.empty()), 10, 100);
            assertThat(users.perSecond() - before).isBetween(0.0, 2.6);
            before = users.perSecond();
        }
        assertThat(before).isCloseTo(5, within(0.3));
    }

    @Test
    void aWindowThatRefillsAtItsEndOnlyIsNobodyElse() {
        for (int n = 0; n < 25; n++) {
            Optional<Duration> reset = Optional.of(Duration.ofSeconds(60 - 2 * n));
            users.counted(count(2 * n, 600 - 20 * n, 20 * n, reset), 10, 600);
        }
        assertThat(users.perSecond()).as("what is left lasts until the reset").isZero();
    }

    @Test
    void whatIsLeftOfSuchAWindowIsSpreadUntilItsEnd() {
        for (int n = 0; n < 10; n++) {
            Optional<Duration> reset = Optional.of(Duration.ofSeconds(60 - 2 * n));
            users.counted(count(2 * n, 200 - 10 * n, 10 * n, reset), 10, 600);
        }
        assertThat(10 - users.perSecond()).as("110 in 42 s").isCloseTo(2.6, within(0.2));
    }

    private static OtherUsers.Count count(
            double second, double left, double ours, Optional<Duration> reset) {
        long at = (long) (second * 1e9);
        return new OtherUsers.Count(left, at, ours, at, ours, reset);
    }
}
