package dev.sluice.config;

import java.time.Duration;

/**
 * When calls of one model on one lane stop because they fail, section {@code worker.breaker}.
 *
 * @param window calls that ended within it are looked at
 * @param callsMin with fewer it stays closed
 * @param failurePercent share of failures from which it opens, 1 to 100
 * @param open how long it then stays open before single probes
 */
public record BreakerPolicy(Duration window, int callsMin, int failurePercent, Duration open) {

    public static final BreakerPolicy DEFAULT =
            new BreakerPolicy(Duration.ofSeconds(30), 10, 50, Duration.ofSeconds(10));

    public BreakerPolicy {
        if (!window.isPositive() || !open.isPositive() || callsMin < 1) {
            throw new IllegalArgumentException("a bound of the breaker must be positive");
        }
        if (failurePercent < 1 || failurePercent > 100) {
            throw new IllegalArgumentException(
                    "failure_percent must be 1 to 100, not " + failurePercent);
        }
    }
}
