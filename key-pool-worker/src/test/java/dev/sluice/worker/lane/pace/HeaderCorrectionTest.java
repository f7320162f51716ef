package dev.sluice.worker.lane.pace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.config.Limit;
import dev.sluice.config.Window;
import dev.sluice.worker.provider.Pace;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an answer's count does to the buckets: nine usable of ten requests, ten a second. */
final class HeaderCorrectionTest {

    private static final long MS = 1_000_000;
    private static final Window MINUTE = new Window(1, Window.Unit.MINUTES);
    private static final Limit REQUESTS = new Limit.Requests(600, MINUTE, OptionalLong.of(10));
    private static final Limit TOKENS = new Limit.Tokens(60_000, MINUTE, OptionalLong.of(1_001));

    @ParameterizedTest(name = "{0} left, {1} ms after sending, {2} since, {3}: {4} can start")
    @CsvSource({
        // still in flight: it lowers to what is left and one, and never raises
        "2,  0,    0, flying, 3",
        "0,  0,    0, flying, 1",
        "10, 0,    0, flying, 8",
        "7,  0,    0, flying, 8",
        "6,  0,    0, flying, 7",
        // what was refilled since sending may be missing from the count
        "0,  500,  0, flying, 6",
        "0,  2000, 0, flying, 9",
        // what was started since may be missing too: it uses up the refill, never more
        "0,  500,  3, flying, 3",
        "0,  500,  5, flying, 1",
        "0,  500,  6, flying, 1",
        // the only call, ended: it raises too, to what is left less the margin
        "9,  0,    0, ended,  8",
        "10, 0,    0, ended,  9",
        "2,  0,    0, ended,  3",
        "0,  0,    0, ended,  1",
        // counted by another window than this bucket's: a larger number says nothing
        "11, 0,    0, ended,  8",
        "599, 0,   0, ended,  8",
        // ended, but others are on their way
        "10, 0,    2, ended,  6",
        // an answer from the future of the clock refills nothing
        "3,  -500, 0, flying, 4",
    })
    void aCountOfRequests(
            long left, long ageMillis, int startedSince, String state, double startable) {
        LanePace pace = new LanePace(List.of(REQUESTS), 0);
        Ticket answered = pace.take(0, 1);
        for (int n = 0; n < startedSince; n++) {
            pace.take(0, 1);
        }
        long now = Math.max(0, ageMillis) * MS;
        if (state.equals("ended")) {
            pace.ended(answered, now);
        }
        pace.learn(answered, now - ageMillis * MS, requests(left), now);
        assertThat(pace.startable(now)).isCloseTo(startable, within(1e-6));
    }

    @ParameterizedTest(name = "{0} tokens left, {1} taken since: {2} more can be taken")
    @CsvSource({"500, 0, 501", "0, 0, 1", "5000, 0, 900", "500, 300, 501", "900, 300, 600"})
    void aCountOfTokens(long left, long takenSince, long ready) {
        LanePace pace = new LanePace(List.of(REQUESTS, TOKENS), 0);
        Ticket answered = pace.take(0, 100);
        if (takenSince > 0) {
            pace.take(0, takenSince);
        }
        pace.learn(answered, 0, tokens(left), 0);
        assertThat(pace.readyAt(0, ready)).isZero();
        assertThat(pace.readyAt(0, ready + 1)).isPositive();
    }

    @Test
    void aCountOfTokensSaysNothingOfRequestsNorTheOtherWayRound() {
        LanePace pace = new LanePace(List.of(REQUESTS, TOKENS), 0);
        Ticket answered = pace.take(0, 10);
        pace.learn(answered, 0, requests(0), 0);
        assertThat(pace.readyAt(0, 990)).isZero();
        pace.learn(answered, 0, tokens(0), 0);
        assertThat(pace.startable(0)).isCloseTo(0.1, within(1e-6));
        assertThat(pace.readyAt(0, 1)).isZero();
    }

    @Test
    void answersInAnyOrderLeaveTheSmallestCount() {
        LanePace pace = new LanePace(List.of(REQUESTS), 0);
        Ticket first = pace.take(0, 1);
        Ticket second = pace.take(0, 1);
        pace.learn(second, 0, requests(1), 0);
        pace.learn(first, 0, requests(5), 0);
        assertThat(pace.startable(0)).isCloseTo(2, within(1e-6));
    }

    @Test
    void aCountThatIsImpossibleCostsAFullBucketAndNotTheLane() {
        LanePace pace = new LanePace(List.of(TOKENS), 0);
        pace.counted(pace.take(0, 100), Long.MAX_VALUE, 0);
        assertThat(pace.readyAt(0, 1)).isBetween(1 * MS, 1_100 * MS);
    }

    @Test
    void aDebtThatNoTimePaysOffIsNeverReady() {
        LanePace pace = new LanePace(List.of(TOKENS), 5);
        pace.spend(5, Long.MAX_VALUE);
        assertThat(pace.readyAt(5, 1)).isEqualTo(LanePace.NEVER);
    }

    @Test
    void whatIsOwedWhenAnotherOwnerMayStillSendStaysOwed() {
        LanePace pace = new LanePace(List.of(TOKENS), 0);
        pace.spend(0, 9_000);
        pace.emptyUntil(3_000 * MS);
        assertThat(pace.readyAt(0, 1)).isBetween(8_000 * MS, 8_002 * MS);
    }

    private static Pace requests(long left) {
        return pace(OptionalLong.of(left), OptionalLong.empty());
    }

    private static Pace tokens(long left) {
        return pace(OptionalLong.empty(), OptionalLong.of(left));
    }

    private static Pace pace(OptionalLong requests, OptionalLong tokens) {
        return new Pace(Optional.empty(), requests, tokens, Optional.empty(), Optional.empty());
    }
}
