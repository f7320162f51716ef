package dev.sluice.worker.lane.pace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calls and refusals in, rates out. */
final class GoodRateTest {

    private static final double NONE = Double.POSITIVE_INFINITY;
    private long now;

    @ParameterizedTest(name = "16 a second, {0} s of full use, calls of {1} s: {2} a second")
    @CsvSource({"0, 0.1, 16", "0.5, 0.1, 32", "2, 0.1, 256", "2, 1, 64", "2, 4, 22.6"})
    void aSlowStartDoublesInEachRoundTripAtMost(double seconds, double trip, double rate) {
        GoodRate good = GoodRate.slowStart(16);
        use(good, seconds, trip);
        assertThat(good.perSecond()).isCloseTo(rate, within(rate / 10));
    }

    @Test
    void whatIsHardlyUsedIsNotRaised() {
        GoodRate good = GoodRate.slowStart(16);
        for (int second = 0; second < 100; second++) {
            good.took(second * 1_000_000_000L, 1, NONE, 0.1);
        }
        assertThat(good.perSecond()).as("100 calls in 100 s of 16 a second").isLessThan(40_000);
        GoodRate idle = GoodRate.slowStart(16);
        idle.took(0, 1, NONE, 0.1);
        idle.took(3_600_000_000_000L, 1, NONE, 0.1);
        assertThat(idle.perSecond()).as("an hour without work").isLessThan(20);
    }

    @Test
    void aRefusalLeavesALittleLessThanWhatWentWell() {
        GoodRate good = GoodRate.slowStart(10);
        steady(good, 10, 30);
        good.refused(now, now, 1, NONE);
        assertThat(good.perSecond()).as("a tenth below 95 %").isBetween(8.0, 9.0);
        assertThat(good.learned()).isTrue();
    }

    @Test
    void refusalsOfCallsFromBeforeCountOnce() {
        GoodRate good = GoodRate.slowStart(10);
        steady(good, 10, 30);
        good.refused(now, now, 1, NONE);
        double once = good.perSecond();
        good.refused(now - 1, now + 1, 1, NONE);
        assertThat(good.perSecond()).isCloseTo(once, within(0.2));
    }

    @Test
    void itComesBackToWhatWentWellAndThenGoesBeyond() {
        GoodRate good = GoodRate.slowStart(10);
        steady(good, 10, 30);
        good.refused(now, now, 1, NONE);
        steady(good, 9, 10);
        assertThat(good.perSecond()).as("quiet at the limit").isBetween(9.2, 9.7);
        steady(good, 9, 10);
        assertThat(good.perSecond()).as("and on").isBetween(9.7, 10.5);
        steady(good, 9, 30);
        assertThat(good.perSecond()).as("quicker and quicker").isGreaterThan(20);
    }

    @Test
    void whereTheLimitStandsStillItIsTriedEverLessOften() {
        GoodRate good = GoodRate.slowStart(10);
        steady(good, 10, 30);
        long last = now;
        for (int n = 0; n < 5; n++) {
            good.refused(now, now, 1, NONE);
            long before = now;
            while (good.perSecond() < 10.4) {
                steady(good, 10, 1);
            }
            assertThat(now - before).isGreaterThan(n == 0 ? 0 : (last - 3_000_000_000L));
            last = now - before;
        }
        assertThat(last).as("first after 20 s, then after minutes").isGreaterThan(180_000_000_000L);
    }

    @Test
    void aKnownLimitIsNotDoubtedForOneRefusalAtTheStart() {
        GoodRate good = GoodRate.unbounded();
        steady(good, 10, 1);
        assertThat(good.refused(now, now, 1, 10)).isFalse();
        assertThat(good.perSecond()).isInfinite();
    }

    @Test
    void thereIsAlwaysSomeRate() {
        GoodRate good = GoodRate.slowStart(16);
        for (int n = 0; n < 50; n++) {
            now += 60_000_000_000L;
            good.took(now, 1, NONE, 0.1);
            good.refused(now, now, 1, NONE);
        }
        assertThat(good.perSecond()).isEqualTo(GoodRate.FLOOR);
    }

    @Test
    void plentyEndsWhatWasFoundOut() {
        GoodRate good = GoodRate.unbounded();
        steady(good, 10, 10);
        good.refused(now, now, 1, 10);
        assertThat(good.perSecond()).isLessThan(10);
        good.release();
        assertThat(good.perSecond()).isInfinite();
    }

    private void use(GoodRate good, double seconds, double trip) {
        long end = now + (long) (seconds * 1e9);
        while (now < end) {
            good.took(now, 1, NONE, trip);
            now += (long) (1e9 / good.perSecond());
        }
    }

    private void steady(GoodRate good, double perSecond, int seconds) {
        for (int n = 0; n < seconds * perSecond; n++) {
            now += (long) (1e9 / perSecond);
            good.took(now, 1, Double.POSITIVE_INFINITY, 100);
        }
    }
}
