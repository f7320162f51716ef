package dev.sluice.worker.lane.health;

import java.time.Duration;

/**
 * Up to when no other call starts while one finds out. Nobody knows how long that one takes: so it
 * is said ten seconds at a time, and others wait no longer for a key than they have to.
 */
final class Outlook {

    static final long STEP = Duration.ofSeconds(10).toNanos();

    private Outlook() {}

    /** After {@code now}, and at most a step away. */
    static long until(long outSince, long now) {
        return outSince + (Math.max(0, now - outSince) / STEP + 1) * STEP;
    }
}
