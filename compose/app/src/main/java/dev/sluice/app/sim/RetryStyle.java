package dev.sluice.app.sim;

import dev.sluice.worker.provider.RetryPolicy;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;

/** How a client without Sluice tries again. */
public enum RetryStyle {
    /**
     * OpenAI's SDK with its defaults: two retries, after what the provider asks for or half a
     * second and twice that, with the key that refused.
     */
    SDK {
        @Override
        Optional<Duration> next(Optional<Duration> asked, int retry, SplittableRandom random) {
            if (retry >= RetryPolicy.SDK_DEFAULT.retriesMax()) {
                return Optional.empty();
            }
            return switch (RetryPolicy.SDK_DEFAULT.next(asked, retry)) {
                case RetryPolicy.Wait.Asked(Duration delay) -> Optional.of(delay);
                case RetryPolicy.Wait.Own(Duration delay) ->
                        Optional.of(part(delay, 1 - JITTER * random.nextDouble()));
            };
        }

        @Override
        int key(int request, int retry) {
            return request;
        }
    },
    /**
     * Exponential backoff with full jitter (Brooker, "Exponential Backoff And Jitter", AWS 2015):
     * anything up to {@code min(30 s, 0.5 s · 2^retry)}, never less than the provider asks for,
     * until its patience ends, each time with the next key.
     */
    BACKOFF {
        @Override
        Optional<Duration> next(Optional<Duration> asked, int retry, SplittableRandom random) {
            long doubled = BASE.toNanos() << Math.min(retry, DOUBLINGS_MAX);
            Duration own = part(Duration.ofNanos(Math.min(CAP.toNanos(), doubled)), random);
            return Optional.of(asked.filter(least -> least.compareTo(own) > 0).orElse(own));
        }

        @Override
        int key(int request, int retry) {
            return request + retry;
        }
    };

    /** The SDK takes up to a quarter off its own delays, so that clients do not march in step. */
    private static final double JITTER = 0.25;

    private static final Duration BASE = Duration.ofMillis(500);
    private static final Duration CAP = Duration.ofSeconds(30);
    private static final int DOUBLINGS_MAX = 10;

    /**
     * Before the retry of this number, 0 for the first; empty: no more.
     *
     * @param asked what the provider's headers say
     */
    abstract Optional<Duration> next(Optional<Duration> asked, int retry, SplittableRandom random);

    /** Which key a try uses, counted on without end: the keys in turn. */
    abstract int key(int request, int retry);

    private static Duration part(Duration whole, SplittableRandom random) {
        return part(whole, random.nextDouble());
    }

    private static Duration part(Duration whole, double share) {
        return Duration.ofNanos((long) (whole.toNanos() * share));
    }
}
