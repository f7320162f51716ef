package dev.sluice.simulation;

import java.util.Random;

/** One crossing of the log: takes a moment, keeps the order. */
final class Hop {

    private final Timeline time;
    private final Random random;
    private final long leastNanos;
    private final long spreadNanos;
    private long last;

    Hop(Timeline time, Random random, long leastMillis, long spreadMillis) {
        this.time = time;
        this.random = random;
        this.leastNanos = leastMillis * 1_000_000;
        this.spreadNanos = spreadMillis * 1_000_000;
    }

    void send(Runnable arrival) {
        long delay = leastNanos + (long) (random.nextDouble() * spreadNanos);
        last = Math.max(last, time.nanos() + delay);
        time.at(last, arrival);
    }
}
