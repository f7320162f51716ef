package dev.sluice.app.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryStyleTest {

    private final SplittableRandom random = new SplittableRandom(1);

    @ParameterizedTest(name = "retry {0} waits up to {1} ms")
    @CsvSource({"0, 500", "1, 1000", "3, 4000", "6, 30000", "50, 30000"})
    void backoffIsAnythingUpToTwiceTheLastTime(int retry, long millisMax) {
        Duration longest =
                IntStream.range(0, 500)
                        .mapToObj(_ -> next(RetryStyle.BACKOFF, Optional.empty(), retry))
                        .max(Duration::compareTo)
                        .orElseThrow();

        assertThat(longest)
                .isBetween(Duration.ofMillis(millisMax * 9 / 10), Duration.ofMillis(millisMax));
    }

    @Test
    void backoffIsNeverLessThanTheProviderAsksFor() {
        Duration asked = Duration.ofSeconds(20);

        for (int n = 0; n < 100; n++) {
            assertThat(next(RetryStyle.BACKOFF, Optional.of(asked), 0)).isEqualTo(asked);
        }
    }

    @ParameterizedTest(name = "retry {0} waits {1} to {2} ms")
    @CsvSource({"0, 375, 500", "1, 750, 1000"})
    void theSdkTakesUpToAQuarterOff(int retry, long least, long most) {
        for (int n = 0; n < 100; n++) {
            assertThat(next(RetryStyle.SDK, Optional.empty(), retry))
                    .isBetween(Duration.ofMillis(least), Duration.ofMillis(most));
        }
    }

    @Test
    void theSdkDoesAsItIsToldAndGivesUpAfterTwoRetries() {
        Duration asked = Duration.ofMillis(70);

        assertThat(next(RetryStyle.SDK, Optional.of(asked), 1)).isEqualTo(asked);
        assertThat(RetryStyle.SDK.next(Optional.of(asked), 2, random)).isEmpty();
    }

    @Test
    void theSdkStaysWithItsKeyAndBackoffGoesOnToTheNext() {
        assertThat(RetryStyle.SDK.key(7, 2)).isEqualTo(7);
        assertThat(RetryStyle.BACKOFF.key(7, 2)).isEqualTo(9);
    }

    private Duration next(RetryStyle style, Optional<Duration> asked, int retry) {
        return style.next(asked, retry, random).orElseThrow();
    }
}
