package dev.sluice.worker.lane.pace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.config.Limit;
import dev.sluice.config.Window;
import dev.sluice.worker.provider.Pace;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LanePaceTest {

    private static final long MS = 1_000_000;
    private static final Window MINUTE = new Window(1, Window.Unit.MINUTES);
    private static final Limit RATE = new Limit.Requests(600, MINUTE, OptionalLong.of(10));

    @ParameterizedTest(name = "{0} requests in {1}: {2} at once")
    @CsvSource({"600,1m,9", "60,1m,1", "6000,1m,99", "1,1m,1", "3,1m,1"})
    void withoutABurstASecondsWorthMayGoAtOnce(long count, String window, int atOnce) {
        Window per = Window.parse(window).orElseThrow();
        LanePace pace =
                new LanePace(List.of(new Limit.Requests(count, per, OptionalLong.empty())), 0);
        assertThat(startsAtOnce(pace, 1)).isEqualTo(atOnce);
    }

    @Test
    void tokensWithoutABurstAllowTenSecondsWorth() {
        LanePace pace =
                new LanePace(List.of(new Limit.Tokens(60_000, MINUTE, OptionalLong.empty())), 0);
        assertThat(startsAtOnce(pace, 3_000)).isEqualTo(3);
    }

    /** Else placement would send the whole line at once, past fairness and priority. */
    @Test
    void beforeTheFirstCallALimitOfTokensIsWorthOneCall() {
        LanePace pace =
                new LanePace(List.of(new Limit.Tokens(60_000, MINUTE, OptionalLong.of(5_000))), 0);
        assertThat(pace.startable(0)).isLessThanOrEqualTo(1);
        assertThat(pace.perSecond(0)).isLessThanOrEqualTo(1);

        pace.take(0, 100);

        assertThat(pace.startable(0)).isGreaterThan(40);
        assertThat(pace.perSecond(0)).isEqualTo(10);
    }

    @Test
    void aCallNeedsASlotAndNoTimeBringsOne() {
        LanePace pace = new LanePace(List.of(new Limit.Concurrent(2)), 0);
        Ticket first = pace.take(0, 1);
        pace.take(0, 1);
        assertThat(pace.readyAt(0, 1)).isEqualTo(LanePace.NEVER);
        pace.ended(first, 5 * MS);
        assertThat(pace.readyAt(5 * MS, 1)).isEqualTo(5 * MS);
    }

    @Test
    void refillingBringsNothingWhileSlotsAreWhatIsShort() {
        LanePace pace = new LanePace(List.of(RATE, new Limit.Concurrent(1)), 0);
        pace.take(0, 1);
        assertThat(pace.nextWholeAt(0)).isEqualTo(LanePace.NEVER);
    }

    @Test
    void callsOfAFormerOwnerTakeSlots() {
        LanePace pace = new LanePace(List.of(new Limit.Concurrent(2)), 0);
        pace.occupy(2);
        assertThat(pace.readyAt(0, 1)).isEqualTo(LanePace.NEVER);
        pace.occupy(-1);
        assertThat(pace.readyAt(0, 1)).isZero();
    }

    @Test
    void tokensThatWereNotUsedComeBackAtTheEnd() {
        LanePace pace =
                new LanePace(List.of(new Limit.Tokens(6_000, MINUTE, OptionalLong.of(1_001))), 0);
        Ticket ticket = pace.take(0, 1_000);
        assertThat(pace.readyAt(0, 1_000)).isGreaterThan(9_000 * MS);
        pace.counted(ticket, 100, 0);
        assertThat(pace.readyAt(0, 900)).isZero();
    }

    @ParameterizedTest(
            name = "remaining {0}, {1} ms after sending, {2} calls started since: at most {3}")
    @CsvSource({
        // others use the key: two left, one of slack
        "2, 0, 0, 3",
        // what was refilled since may already be spent: started calls are taken from it only
        "2, 300, 0, 6",
        "2, 300, 3, 3",
        "2, 300, 5, 3",
        // more than it thought: a header never raises while calls are on their way
        "10, 0, 0, 8"
    })
    void headersOnlyLowerWhileCallsAreInFlight(
            long remaining, long ageMillis, int startedSince, double atMost) {
        LanePace pace = new LanePace(List.of(RATE), 0);
        Ticket answered = pace.take(0, 1);
        for (int n = 0; n < startedSince; n++) {
            pace.take(0, 1);
        }
        long now = ageMillis * MS;
        pace.learn(answered, 0, said(remaining), now);
        assertThat(pace.startable(now)).isLessThanOrEqualTo(atMost + 1e-6);
    }

    @Test
    void withNothingInFlightTheProvidersCountIsTheTruth() {
        LanePace pace = new LanePace(List.of(RATE), 0);
        pace.emptyUntil(0);
        Ticket only = pace.take(0, 1);
        pace.ended(only, MS);
        pace.learn(only, 0, said(7), MS);
        assertThat(pace.startable(MS)).isCloseTo(6, within(0.1));
    }

    @Test
    void aRefusalForTheRateEmptiesTheRequests() {
        LanePace pace = new LanePace(List.of(RATE), 0);
        pace.refused(pace.take(0, 1), Pace.SILENT, 0);
        assertThat(pace.startable(0)).isZero();
        assertThat(pace.startable(1_000 * MS)).isCloseTo(9, within(0.01));
    }

    @Test
    void theWayFromTakingToSendingIsTheJitter() {
        LanePace pace = new LanePace(List.of(RATE), 0);
        Ticket slow = pace.take(0, 1);
        pace.sent(slow, 250 * MS);
        pace.ended(slow, 300 * MS);
        assertThat(pace.startable(60_000 * MS)).isCloseTo(7, within(1e-6));
    }

    @Test
    void theRateIsTheSmallerOfRefillAndCompletion() {
        LanePace pace = new LanePace(List.of(RATE, new Limit.Concurrent(2)), 0);
        assertThat(pace.perSecond(0)).isCloseTo(10, within(1e-6));
        Ticket long1 = pace.take(0, 1);
        pace.ended(long1, 1_000 * MS);
        assertThat(pace.perSecond(0)).isCloseTo(2, within(1e-6));
    }

    private static int startsAtOnce(LanePace pace, long tokens) {
        int started = 0;
        while (pace.readyAt(0, tokens) <= 0) {
            pace.take(0, tokens);
            started++;
        }
        return started;
    }

    private static Pace said(long remaining) {
        return new Pace(
                Optional.empty(),
                OptionalLong.of(remaining),
                OptionalLong.empty(),
                Optional.of(Duration.ofSeconds(1)),
                Optional.empty());
    }
}
