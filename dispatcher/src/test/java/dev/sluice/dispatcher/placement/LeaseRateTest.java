package dev.sluice.dispatcher.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.testing.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LeaseRateTest {

    private final LeaseRate rate = new LeaseRate();
    private Instant now = Samples.NOON;

    private void second(int leases, Duration busy) {
        for (int n = 0; n < leases; n++) {
            rate.leased(now);
        }
        rate.busy(busy, now);
        now = now.plusSeconds(1);
    }

    private void seconds(int count, int leases) {
        for (int n = 0; n < count; n++) {
            second(leases, Duration.ofSeconds(1));
        }
    }

    private double measured() {
        return rate.perSecond(now).orElseThrow();
    }

    @Test
    void itIsNotKnownBeforeFiveBusySecondsAndTwentyLeases() {
        seconds(4, 100);
        assertThat(rate.perSecond(now)).isEmpty();
        seconds(1, 100);
        assertThat(measured()).isEqualTo(100);
    }

    @Test
    void slowLanesAreMeasuredOverALongerTime() {
        for (int n = 0; n < 19; n++) {
            seconds(9, 0);
            seconds(1, 1);
        }
        assertThat(rate.perSecond(now)).isEmpty();
        seconds(9, 0);
        seconds(1, 1);
        assertThat(measured()).isCloseTo(0.1, within(0.01));
    }

    @Test
    void fastLanesAreMeasuredOverTheLastSeconds() {
        seconds(60, 100);
        seconds(5, 10);
        assertThat(measured()).isEqualTo(10);
    }

    @Test
    void onlyTheTimeCountsInWhichSomebodyWaited() {
        for (int n = 0; n < 20; n++) {
            second(5, Duration.ofMillis(500));
        }
        assertThat(measured()).isEqualTo(10);
    }

    @Test
    void whatIsOlderThanTenMinutesIsForgotten() {
        seconds(10, 10);
        now = now.plus(Duration.ofMinutes(11));
        assertThat(rate.perSecond(now)).isEmpty();
    }

    @Test
    void betweenTwoLooksATrackIsBusyOnlyWhereSomebodyWaitedAtBoth() {
        LeaseRates rates = new LeaseRates();
        Track track = new Track("sim", Set.of(new LaneGroup("a", "*")));
        for (int n = 0; n < 1_000; n++) {
            boolean waited = n % 4 != 3;
            rates.look(waited ? Set.of(track) : Set.of(), now);
            if (waited) {
                rates.leased(track, now);
            }
            now = now.plusMillis(20);
        }
        // three leases in each four looks, of which two intervals count
        assertThat(rates.perSecond(track, now).orElseThrow()).isCloseTo(75, within(1.0));
    }
}
