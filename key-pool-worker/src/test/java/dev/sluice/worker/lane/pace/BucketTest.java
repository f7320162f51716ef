package dev.sluice.worker.lane.pace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BucketTest {

    private static final long MS = 1_000_000;

    /** Ten a second, burst ten, as the provider has it. */
    private final Bucket bucket = new Bucket(10, 10, 0);

    @Test
    void aBurstLeavesOneTokenUnused() {
        assertThat(takesAtOnce(bucket, 0)).isEqualTo(9);
    }

    @Test
    void afterTheBurstCallsGoOutAtTheRateToTheMillisecond() {
        takesAtOnce(bucket, 0);
        List<Long> at = new ArrayList<>();
        long now = 0;
        for (int n = 0; n < 5; n++) {
            now = bucket.readyAt(now, 1);
            bucket.take(now, 1);
            at.add(Math.round(now / 1e6));
        }
        assertThat(at).containsExactly(100L, 200L, 300L, 400L, 500L);
    }

    @Test
    void aTokenIsNeverReadyEarly() {
        takesAtOnce(bucket, 0);
        long ready = bucket.readyAt(37 * MS, 1);
        assertThat(ready).isBetween(100 * MS, 100 * MS + 200);
        assertThat(bucket.readyAt(ready - 1_000, 1)).isGreaterThan(ready - 1_000);
        assertThat(bucket.readyAt(ready, 1)).isEqualTo(ready);
    }

    @ParameterizedTest(name = "jitter of {0} ms leaves {1} usable")
    @CsvSource({"0,9", "1,9", "100,9", "101,8", "250,7", "2000,1"})
    void jitterWidensTheMargin(long jitterMillis, int usable) {
        bucket.margin(0, Duration.ofMillis(jitterMillis), 1);
        assertThat(takesAtOnce(bucket, 0)).isEqualTo(usable);
    }

    @Test
    void anAmountAboveTheBucketWaitsUntilItIsFullAndIsPaidOffAfter() {
        Bucket tokens = new Bucket(1_001, 1_000, 0);
        tokens.take(0, 500);
        long ready = tokens.readyAt(0, 3_000);
        assertThat(ready).isBetween(500 * MS - 10_000, 500 * MS + 10_000);
        tokens.take(ready, 3_000);
        assertThat(tokens.balance(ready)).isCloseTo(-2_000, within(0.1));
        assertThat(tokens.readyAt(ready, 1) - ready).isGreaterThan(2_000 * MS);
    }

    @Test
    void whatIsGivenBackNeverOverflows() {
        bucket.take(0, 5);
        bucket.give(0, 100);
        assertThat(bucket.balance(0)).isEqualTo(9);
    }

    @Test
    void emptyMeansNothingBeforeAndRefillAfter() {
        bucket.emptyUntil(3_000 * MS);
        assertThat(bucket.balance(2_999 * MS)).isZero();
        assertThat(bucket.readyAt(0, 1)).isBetween(3_100 * MS - 1_000, 3_100 * MS + 1_000);
    }

    @Test
    void aCountOnAnotherScaleRaisesNothing() {
        bucket.take(0, 9);
        bucket.raise(0, 599);
        assertThat(bucket.balance(0)).isZero();
    }

    @Test
    void aCountOnItsOwnScaleRaisesToThatLessTheMargin() {
        bucket.take(0, 9);
        bucket.raise(0, 6);
        assertThat(bucket.balance(0)).isEqualTo(5);
    }

    @Test
    void theNextWholeTokenIsKnownInAdvance() {
        bucket.take(0, 9);
        assertThat(bucket.nextWholeAt(0)).isBetween(100 * MS - 1_000, 100 * MS + 1_000);
        assertThat(new Bucket(10, 10, 0).nextWholeAt(0)).isEqualTo(Long.MAX_VALUE);
    }

    private static int takesAtOnce(Bucket bucket, long now) {
        int taken = 0;
        while (bucket.readyAt(now, 1) <= now) {
            bucket.take(now, 1);
            taken++;
        }
        return taken;
    }
}
