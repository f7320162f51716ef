package dev.sluice.simulation;

import dev.sluice.testing.Samples;
import dev.sluice.worker.lane.Now;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;

/** Virtual time: what is due happens in order, and nothing else does. One thread. */
final class Timeline implements InstantSource {

    private record Due(long nanos, long order, Runnable what) implements Comparable<Due> {
        @Override
        public int compareTo(Due other) {
            return nanos != other.nanos
                    ? Long.compare(nanos, other.nanos)
                    : Long.compare(order, other.order);
        }
    }

    private final PriorityQueue<Due> due = new PriorityQueue<>();
    private long nanos;
    private long order;

    @Override
    public Instant instant() {
        return Samples.NOON.plusNanos(nanos);
    }

    long nanos() {
        return nanos;
    }

    double seconds() {
        return nanos / 1e9;
    }

    Now now() {
        return new Now(instant(), nanos);
    }

    void at(long when, Runnable what) {
        due.add(new Due(Math.max(when, nanos), order++, what));
    }

    void after(Duration time, Runnable what) {
        at(nanos + time.toNanos(), what);
    }

    void every(Duration time, Runnable what) {
        after(
                time,
                () -> {
                    what.run();
                    every(time, what);
                });
    }

    /** Until {@code done}, or for so long. */
    void runUntil(BooleanSupplier done, Duration atMost) {
        long end = nanos + atMost.toNanos();
        while (!done.getAsBoolean() && !due.isEmpty() && due.element().nanos <= end) {
            Due next = due.remove();
            nanos = next.nanos;
            next.what.run();
        }
    }
}
