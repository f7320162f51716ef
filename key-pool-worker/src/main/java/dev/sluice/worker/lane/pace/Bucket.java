package dev.sluice.worker.lane.pace;

import java.time.Duration;

/**
 * One token bucket of a lane, kept a margin below the provider's: a bucket that is run to its last
 * token turns every jitter of the way into a 429.
 *
 * <p>Times are nanoseconds of one monotonic clock. Owned by the lane's thread.
 */
final class Bucket {

    /** Two sums of the same refill differ by less than this. */
    private static final double ROUNDING = 1e-6;

    private static final double NANOS_PER_SECOND = 1e9;

    private double burst;
    private double perNano;
    private Duration jitter = Duration.ZERO;
    private double call = 1;
    private double usable;
    private double balance;
    private long at;

    /**
     * A full bucket.
     *
     * @param burst what the provider takes at once
     * @param perSecond refill
     */
    Bucket(double burst, double perSecond, long now) {
        this.burst = burst;
        this.perNano = perSecond / NANOS_PER_SECOND;
        this.usable = usable();
        this.balance = usable;
        this.at = now;
    }

    /** What can be taken at once; below zero after an amount larger than the bucket. */
    double balance(long now) {
        if (now > at) {
            balance = Math.min(usable, balance + (now - at) * perNano);
            at = now;
        }
        return balance;
    }

    /** When {@code amount} can be taken: more than the bucket holds waits until it is full. */
    long readyAt(long now, double amount) {
        double missing = Math.min(amount, usable) - balance(now);
        if (missing <= ROUNDING) {
            return Math.max(now, at);
        }
        long wait = (long) Math.ceil(missing / perNano);
        return at > Long.MAX_VALUE - wait ? Long.MAX_VALUE : at + wait;
    }

    /** When the balance reaches the next whole token; the far future where it is full. */
    long nextWholeAt(long now) {
        double next = Math.floor(balance(now) + ROUNDING) + 1;
        return next > usable ? Long.MAX_VALUE : readyAt(now, next);
    }

    void take(long now, double amount) {
        balance = balance(now) - amount;
    }

    void give(long now, double amount) {
        balance = Math.min(usable, balance(now) + amount);
    }

    /**
     * What was taken turned out to be {@code counted}. A count far above that is somebody's
     * mistake: it costs a full bucket at most, so that it never stops a lane for good.
     */
    void correct(long now, double taken, double counted) {
        give(now, Math.max(taken - counted, -burst));
    }

    void lower(long now, double to) {
        balance = Math.min(balance(now), to);
    }

    /** Believes the provider's count, less the margin, where that is on this bucket's scale. */
    void raise(long now, double counted) {
        if (counted <= burst) {
            balance = Math.max(balance(now), Math.min(usable, counted - (burst - usable)));
        }
    }

    /** Empty until then, and filling from then on; what is owed by then stays owed. */
    void emptyUntil(long until) {
        balance = Math.min(0, balance(until));
    }

    /**
     * Keeps {@code max(call, ⌈rate · jitter⌉)} tokens unused, of a small bucket a tenth for the
     * call; at least one stays usable.
     *
     * @param perCall what one call takes
     */
    void margin(long now, Duration delays, double perCall) {
        balance(now);
        jitter = delays;
        call = perCall;
        usable = usable();
        balance = Math.min(balance, usable);
    }

    /** Refills at another rate from now on, and holds another burst. */
    void retune(long now, double newBurst, double perSecond) {
        balance(now);
        burst = newBurst;
        perNano = perSecond / NANOS_PER_SECOND;
        usable = usable();
        balance = Math.min(balance, usable);
    }

    double burst() {
        return burst;
    }

    double perSecond() {
        return perNano * NANOS_PER_SECOND;
    }

    double refill(long nanos) {
        return nanos * perNano;
    }

    private double usable() {
        double one = Math.max(1, Math.min(call, burst / 10));
        double margin = Math.max(one, Math.ceil(jitter.toNanos() * perNano - ROUNDING));
        return Math.max(1, burst - margin);
    }
}
