package dev.sluice.worker.provider;

import java.time.Duration;
import java.util.Optional;

/**
 * How a client waits that tries again by itself. The rule is that of OpenAI's SDKs: what the
 * provider asks for where that is sensible, else twice as long each time up to a cap.
 *
 * @param honouredMax a longer wait is not believed
 */
public record RetryPolicy(
        int retriesMax, Duration base, int factor, Duration cap, Duration honouredMax) {

    /** What {@code openai-python} does unless told otherwise. */
    public static final RetryPolicy SDK_DEFAULT =
            new RetryPolicy(
                    2, Duration.ofMillis(500), 2, Duration.ofSeconds(8), Duration.ofSeconds(60));

    /** Why a client waits as long as it does. */
    public sealed interface Wait {
        Duration delay();

        /** As the provider asked. */
        record Asked(Duration delay) implements Wait {}

        /** By its own rule; a client that is polite takes a part of it at random. */
        record Own(Duration delay) implements Wait {}
    }

    /**
     * Before the retry of this number, 0 for the first.
     *
     * @param asked what the provider's headers say
     */
    public Wait next(Optional<Duration> asked, int retry) {
        return asked.filter(delay -> delay.isPositive() && delay.compareTo(honouredMax) <= 0)
                .<Wait>map(Wait.Asked::new)
                .orElseGet(() -> new Wait.Own(backoff(retry)));
    }

    Duration backoff(int retry) {
        Duration delay = base;
        for (int i = 0; i < retry && delay.compareTo(cap) < 0; i++) {
            delay = delay.multipliedBy(factor);
        }
        return delay.compareTo(cap) < 0 ? delay : cap;
    }
}
