package dev.sluice.dispatcher.placement;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * How fast those that wait leave the line, measured while somebody waited for lanes that worked: so
 * it is what the lanes can do, not how much was asked of them. Counted in slots of a second of the
 * last ten minutes; as few of them are used as have twenty leases and five busy seconds, so that it
 * follows fast lanes fast and says something of slow ones too. Owned by the stage's thread.
 */
final class LeaseRate {

    static final int LEASES_MIN = 20;
    static final Duration BUSY_MIN = Duration.ofSeconds(5);

    private static final int SLOTS = 600;

    private final long[] seconds = new long[SLOTS];
    private final int[] leases = new int[SLOTS];
    private final int[] busyMillis = new int[SLOTS];

    LeaseRate() {
        Arrays.fill(seconds, Long.MIN_VALUE);
    }

    /** One left the line for a lane. */
    void leased(Instant now) {
        leases[slot(now)]++;
    }

    /** For so long, up to now, somebody waited for lanes that worked. */
    void busy(Duration time, Instant now) {
        busyMillis[slot(now)] += (int) Math.min(time.toMillis(), 1000);
    }

    /** Leases a second; empty where too little was seen. */
    OptionalDouble perSecond(Instant now) {
        long counted = 0;
        long millis = 0;
        long newest = now.getEpochSecond();
        for (long second = newest; second > newest - SLOTS; second--) {
            int slot = index(second);
            if (seconds[slot] == second) {
                counted += leases[slot];
                millis += busyMillis[slot];
            }
            if (counted >= LEASES_MIN && millis >= BUSY_MIN.toMillis()) {
                return OptionalDouble.of(counted * 1000.0 / millis);
            }
        }
        return OptionalDouble.empty();
    }

    private int slot(Instant now) {
        int slot = index(now.getEpochSecond());
        if (seconds[slot] < now.getEpochSecond()) {
            seconds[slot] = now.getEpochSecond();
            leases[slot] = 0;
            busyMillis[slot] = 0;
        }
        return slot;
    }

    private static int index(long second) {
        return (int) Math.floorMod(second, (long) SLOTS);
    }
}
