package dev.sluice.app.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenBucketTest {

    private static final long START = -7_000_000_000L;
    private static final long NANOS_PER_TOKEN = 100_000_000L;

    /** 600 a minute, ten at once. */
    private final TokenBucket bucket = new TokenBucket(600, Duration.ofMinutes(1), 10, START);

    @Test
    void aFullBucketHasItsBurstAndNoMore() {
        bucket.take(10);

        assertThat(bucket.has(1)).isFalse();
        assertThat(bucket.remaining()).isZero();
    }

    @Test
    void aTokenIsThereAtItsNanosecondAndNotOneBefore() {
        bucket.take(10);

        bucket.refill(START + NANOS_PER_TOKEN - 1);
        assertThat(bucket.has(1)).isFalse();
        assertThat(bucket.nanosUntil(1)).isEqualTo(1);

        bucket.refill(START + NANOS_PER_TOKEN);
        assertThat(bucket.has(1)).isTrue();
    }

    @Test
    void refillingInSmallStepsLosesNothing() {
        bucket.take(10);
        for (long nanos = 1; nanos <= 1_000; nanos++) {
            bucket.refill(START + nanos * NANOS_PER_TOKEN / 1_000);
        }

        assertThat(bucket.has(1)).isTrue();
        assertThat(bucket.has(2)).isFalse();
    }

    @Test
    void aLongSilenceFillsToTheBurstAndDoesNotOverflow() {
        bucket.take(10);
        bucket.refill(Long.MAX_VALUE / 2);

        assertThat(bucket.remaining()).isEqualTo(10);
        assertThat(bucket.nanosUntilFull()).isZero();
    }

    @Test
    void timeThatGoesBackChangesNothing() {
        bucket.take(10);
        bucket.refill(START + 3 * NANOS_PER_TOKEN);
        bucket.refill(START);
        bucket.refill(START + 3 * NANOS_PER_TOKEN);

        assertThat(bucket.remaining()).isEqualTo(3);
    }

    @Test
    void moreThanTheBurstIsNeverThere() {
        assertThat(bucket.has(11)).isFalse();
        assertThatThrownBy(() -> bucket.take(11)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aBucketTooLargeToCountIsRefused() {
        assertThatThrownBy(() -> new TokenBucket(1, Duration.ofDays(30), Long.MAX_VALUE / 1_000, 0))
                .isInstanceOf(ArithmeticException.class);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void atNoTimeMoreThanBurstPlusRateTimesTimeWasTaken(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        long now = START;
        long taken = 0;
        for (int i = 0; i < 20_000; i++) {
            now += random.nextLong(2 * NANOS_PER_TOKEN / 3);
            bucket.refill(now);
            if (bucket.has(1)) {
                bucket.take(1);
                taken++;
            }
            // In units of a hundred-millionth: exact, no rounding.
            assertThat(taken * NANOS_PER_TOKEN)
                    .isLessThanOrEqualTo(10 * NANOS_PER_TOKEN + (now - START));
        }
        assertThat(taken).isGreaterThan((now - START) / NANOS_PER_TOKEN - 10);
    }
}
