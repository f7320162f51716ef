package dev.sluice.app.sim;

import java.time.Duration;

/**
 * A bucket that refills without steps and knows no rounding: one token is as many units as its
 * window has nanoseconds, and each nanosecond brings {@code count} units. Owned by its {@link
 * KeyMeter}.
 */
final class TokenBucket {

    private final long count;
    private final long unitsPerToken;
    private final long capacity;
    private long level;
    private long at;

    /**
     * Full.
     *
     * @throws ArithmeticException where burst times window does not fit a long
     */
    TokenBucket(long count, Duration window, long burst, long now) {
        this.count = count;
        this.unitsPerToken = window.toNanos();
        this.capacity = Math.multiplyExact(burst, unitsPerToken);
        this.level = capacity;
        this.at = now;
    }

    /** To be called before any question; a time before the last one changes nothing. */
    void refill(long now) {
        long elapsed = now - at;
        if (elapsed <= 0) {
            return;
        }
        // Compared as nanoseconds: elapsed times count may not fit a long after a long silence.
        level = elapsed >= nanosUntilFull() ? capacity : level + elapsed * count;
        at = now;
    }

    long limit() {
        return count;
    }

    long burst() {
        return capacity / unitsPerToken;
    }

    /** Whole tokens. */
    long remaining() {
        return level / unitsPerToken;
    }

    boolean has(long tokens) {
        return tokens <= burst() && level >= tokens * unitsPerToken;
    }

    void take(long tokens) {
        if (!has(tokens)) {
            throw new IllegalStateException("the bucket does not have " + tokens);
        }
        level -= tokens * unitsPerToken;
    }

    /** The first nanosecond from now at which {@code tokens}, at most the burst, are there. */
    long nanosUntil(long tokens) {
        return Math.max(0, Math.ceilDiv(tokens * unitsPerToken - level, count));
    }

    long nanosUntilFull() {
        return Math.ceilDiv(capacity - level, count);
    }
}
