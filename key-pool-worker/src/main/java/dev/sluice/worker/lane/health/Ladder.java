package dev.sluice.worker.lane.health;

import java.time.Duration;
import java.util.List;

/**
 * How long to rest where nobody says how long: each refusal in a row takes the next step.
 *
 * <p>With decorrelated jitter, after "Exponential Backoff And Jitter" in the AWS Architecture Blog
 * ({@code min(cap, random between base and 3 × sleep before)}): here the base is the step and the
 * cap the last one. So no rest is shorter than its step, and keys that were refused together do not
 * come back together.
 *
 * @param steps at least one, growing
 */
record Ladder(List<Duration> steps) {

    /** A secret may be put right in minutes, or never: each try is a request that moves on. */
    static final Ladder AUTH =
            new Ladder(
                    List.of(
                            Duration.ofMinutes(10),
                            Duration.ofHours(1),
                            Duration.ofHours(6),
                            Duration.ofHours(24)));

    /** Every hour is soon enough to see whether the day is over. */
    static final Ladder DAY = new Ladder(List.of(Duration.ofHours(1)));

    private static final long FACTOR = 3;

    Ladder {
        steps = List.copyOf(steps);
    }

    /**
     * @param step 1 for the first refusal
     * @param before the rest before, in nanoseconds
     * @param dice 0 to 1, 1 excluded
     * @return nanoseconds
     */
    long rest(int step, long before, double dice) {
        long base = steps.get(Math.clamp(step - 1L, 0, steps.size() - 1)).toNanos();
        long cap = Math.max(base, steps.getLast().toNanos());
        long highest = Math.clamp(FACTOR * Math.min(before, cap), base, cap);
        return base + (long) (dice * (highest - base));
    }

    /** What a rest at this step is at least: where a restart forgot how long it was. */
    long least(int step) {
        return rest(step, 0, 0);
    }
}
