package dev.sluice.streams;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How long a punctuation may work: a stream thread that stays away from its inputs delays every
 * record of every task that it owns. What is left over is done at the next punctuation. Owned by
 * the stream thread.
 */
public final class TimeSlice {

    /** Of every 20 ms. */
    public static final Duration LENGTH = Duration.ofMillis(5);

    private final LongSupplier nanoClock;
    private final long nanos;
    private long begin;

    /**
     * @param nanoClock a monotonic clock, as {@code System::nanoTime}
     */
    public TimeSlice(LongSupplier nanoClock, Duration length) {
        this.nanoClock = nanoClock;
        this.nanos = length.toNanos();
    }

    /** Begins the next slice. */
    public void begin() {
        begin = nanoClock.getAsLong();
    }

    public boolean hasTime() {
        return nanoClock.getAsLong() - begin < nanos;
    }
}
