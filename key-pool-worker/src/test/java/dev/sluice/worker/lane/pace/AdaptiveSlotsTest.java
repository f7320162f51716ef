package dev.sluice.worker.lane.pace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.AdaptivePolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Round trips in, slots out. */
final class AdaptiveSlotsTest {

    private static final long SECOND = 1_000_000_000L;

    private final AdaptiveSlots slots = new AdaptiveSlots(new AdaptivePolicy(4, 100));
    private long now;
    private long started;

    @ParameterizedTest(name = "after {0} full round trips: {1}")
    @CsvSource({"0, 4", "1, 8", "2, 16", "4, 64", "5, 100", "9, 100"})
    void theyDoubleInARoundTripUpToTheirMost(int trips, int expected) {
        trips(trips, 1);
        assertThat(slots.slots(now)).isEqualTo(expected);
    }

    @Test
    void whatIsNotUsedDoesNotGrow() {
        for (int n = 0; n < 10; n++) {
            slots.answered(call(1), started, 1);
        }
        assertThat(slots.slots(now)).isEqualTo(4);
    }

    @Test
    void anOverloadHalvesOnceInARoundTripAndGrowthIsSlowAfterIt() {
        trips(3, 1);
        Ticket one = call(32);
        Ticket other = call(32);
        slots.overloaded(one, started);
        slots.overloaded(other, started);
        assertThat(slots.slots(now)).isEqualTo(16);
        trips(5, 1);
        assertThat(slots.slots(now)).isBetween(18, 22);
        slots.overloaded(call(20), started);
        assertThat(slots.slots(now)).isBetween(9, 11);
    }

    @Test
    void callsThatTakeMuchLongerThanTheyUsedToHaveThemGivenBack() {
        trips(3, 1);
        trips(10, 1);
        int before = slots.slots(now);
        trips(3, 5);
        assertThat(slots.slots(now)).isLessThan(before * 4 / 5);
    }

    @Test
    void aRefusalHoldsThemBelowWhatRanAndTriesAgainEverLater() {
        trips(3, 1);
        long wait = 0;
        for (int n = 0; n < 4; n++) {
            slots.refused(call(20), started, now);
            assertThat(slots.slots(now)).isEqualTo(19);
            long from = now;
            while (slots.slots(now) < 20) {
                now += SECOND;
                trips(1, 1);
            }
            assertThat(now - from).isGreaterThanOrEqualTo(2 * wait);
            wait = now - from - SECOND;
        }
        assertThat(wait).isGreaterThanOrEqualTo(60 * SECOND);
    }

    @Test
    void whereTheSameGoesWellLaterItWasNotTheSlots() {
        trips(3, 1);
        slots.refused(call(20), started, now);
        now += 11 * SECOND;
        call(slots.slots(now));
        now += 3 * SECOND;
        trips(1, 1);
        assertThat(slots.slots(now)).as("the slow start goes on").isEqualTo(40);
    }

    @Test
    void thereIsAlwaysOne() {
        for (int n = 0; n < 20; n++) {
            slots.overloaded(call(1), started);
            slots.refused(call(1), started, now);
        }
        assertThat(slots.slots(now)).isEqualTo(1);
    }

    /** Round trips in which all slots are used. */
    private void trips(int count, double seconds) {
        for (int n = 0; n < count; n++) {
            slots.answered(call(slots.slots(now)), started, seconds);
        }
    }

    private Ticket call(int inFlight) {
        started++;
        slots.began(inFlight, now);
        return new Ticket(now, 1, 1, started, started, started, inFlight);
    }
}
