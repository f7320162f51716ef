package dev.sluice.app.sim;

import java.time.Duration;

/**
 * Somebody else who calls with the same key, evenly. Makes up for the time since it was last asked:
 * nobody sees the key in between. Shared by all connections, so every method locks.
 */
final class OtherUser {

    /**
     * What the other user got.
     *
     * @param refused calls that met a 429
     */
    record Standing(long calls, long refused) {}

    private final KeyMeter meter;
    private final long intervalNanos;
    private long next;
    private long calls;
    private long refused;

    /**
     * @param start of the first call
     */
    OtherUser(KeyMeter meter, Duration interval, long start) {
        this.meter = meter;
        this.intervalNanos = interval.toNanos();
        this.next = start;
    }

    synchronized void callUntil(long now) {
        for (; next - now <= 0; next += intervalNanos) {
            calls++;
            switch (meter.enter(1, next)) {
                case KeyMeter.Verdict.Admitted _ -> meter.leave();
                case KeyMeter.Verdict.Refused _ -> refused++;
            }
        }
    }

    synchronized Standing standing() {
        return new Standing(calls, refused);
    }
}
