package dev.sluice.config;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * How long keys rest after refusals that name no time, section {@code worker.cooldowns}. Each
 * refusal in a row takes the next step, the last one again and again.
 *
 * @param rateLimit steps after rate limits
 * @param billing steps after refusals for an unpaid or exhausted account
 * @param forgottenAfter a key that worked this long without a refusal begins at the first step
 */
public record CooldownPolicy(
        List<Duration> rateLimit, List<Duration> billing, Duration forgottenAfter) {

    public static final CooldownPolicy DEFAULT =
            new CooldownPolicy(
                    minutes(1, 5, 25, 60), minutes(300, 600, 1200, 1440), Duration.ofHours(1));

    /** The same rest each time. */
    public static CooldownPolicy always(Duration rest) {
        return new CooldownPolicy(List.of(rest), List.of(rest), DEFAULT.forgottenAfter);
    }

    public CooldownPolicy {
        rateLimit = List.copyOf(rateLimit);
        billing = List.copyOf(billing);
        if (rateLimit.isEmpty() || billing.isEmpty()) {
            throw new IllegalArgumentException("a cooldown needs at least one step");
        }
    }

    private static List<Duration> minutes(int... steps) {
        return Arrays.stream(steps).mapToObj(Duration::ofMinutes).toList();
    }
}
