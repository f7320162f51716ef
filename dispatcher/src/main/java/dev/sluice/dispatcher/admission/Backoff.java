package dev.sluice.dispatcher.admission;

import dev.sluice.dispatcher.admission.request.RequestState.Tally;
import dev.sluice.schemas.record.AttemptEnd;
import java.time.Duration;

/**
 * Exponential backoff with full jitter (AWS Architecture Blog, "Exponential Backoff And Jitter"):
 * up to 250 ms, doubled with each failure, never over 8 s. The jitter comes from a hash of request
 * and attempt, so that a decision can be repeated and many requests still spread.
 */
final class Backoff {

    static final Duration BASE = Duration.ofMillis(250);
    static final Duration CAP = Duration.ofSeconds(8);

    static final Duration SLOW_BASE = Duration.ofSeconds(2);
    static final Duration SLOW_CAP = Duration.ofMinutes(1);

    private static final long FRACTION_BITS = 53;

    private Backoff() {}

    /**
     * @param tally before this end is counted
     */
    static Duration after(AttemptEnd end, Tally tally) {
        return after(end, tally.failures());
    }

    /**
     * @param before how many there were before this one
     */
    static Duration after(AttemptEnd end, int before) {
        int doublings = Math.min(before, 16);
        long ceiling = Math.min(CAP.toMillis(), BASE.toMillis() << doublings);
        return Duration.ofMillis(
                (long) (fraction(end.getRequestId(), end.getAttempt()) * (ceiling + 1)));
    }

    /**
     * For what is refused again and again and only the deadline ends: from half up to the whole of
     * 2 s, doubled with each time, never over a minute. Never at once, so that even a request of
     * some days stays at about a call a minute.
     *
     * @param before how many there were before this one
     */
    static Duration slowly(AttemptEnd end, int before) {
        int doublings = Math.clamp(before, 0, 16);
        long ceiling = Math.min(SLOW_CAP.toMillis(), SLOW_BASE.toMillis() << doublings);
        double share = (1 + fraction(end.getRequestId(), end.getAttempt())) / 2;
        return Duration.ofMillis((long) (share * ceiling));
    }

    /** From 0 up to but not 1. */
    static double fraction(String requestId, int attempt) {
        long hash = 0xcbf29ce484222325L; // FNV-1a, then the finalizer of SplitMix64
        for (int i = 0; i < requestId.length(); i++) {
            hash = (hash ^ requestId.charAt(i)) * 0x100000001b3L;
        }
        hash += attempt * 0x9e3779b97f4a7c15L;
        hash = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
        hash = (hash ^ (hash >>> 27)) * 0x94d049bb133111ebL;
        hash ^= hash >>> 31;
        return (hash >>> (Long.SIZE - FRACTION_BITS)) * 0x1.0p-53;
    }
}
