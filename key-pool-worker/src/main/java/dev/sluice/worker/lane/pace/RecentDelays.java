package dev.sluice.worker.lane.pace;

import java.time.Duration;
import java.util.Arrays;

/**
 * The last delays of one kind, and their 99th percentile; of fewer than a hundred that is the
 * largest. Owned by one thread.
 */
final class RecentDelays {

    private static final int KEPT = 128;

    private final long[] nanos = new long[KEPT];
    private final Duration without;
    private int count;

    /**
     * @param without the percentile while there is no delay
     */
    RecentDelays(Duration without) {
        this.without = without;
    }

    void add(long delayNanos) {
        nanos[count % KEPT] = Math.max(0, delayNanos);
        // Wraps long before an int ends: only the position in the ring and "is it full" matter.
        count = count + 1 >= 2 * KEPT ? KEPT : count + 1;
    }

    Duration p99() {
        int size = Math.min(count, KEPT);
        if (size == 0) {
            return without;
        }
        long[] sorted = Arrays.copyOf(nanos, size);
        Arrays.sort(sorted);
        return Duration.ofNanos(sorted[(int) Math.ceil(size * 0.99) - 1]);
    }
}
