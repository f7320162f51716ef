package dev.sluice.app.bench;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.HdrHistogram.Histogram;

/**
 * Times from when something was to be sent until it came back. Written by who sends and by who
 * hears the ends.
 */
final class LatencyLog {

    private static final long NANOS_PER_MICRO = 1_000;
    private static final int DIGITS = 3;

    private final Map<Integer, Long> open = new ConcurrentHashMap<>();
    private Histogram micros = new Histogram(DIGITS);

    /**
     * @param intended when it was to be sent: that it is sent late is the pipeline's fault
     */
    void sent(int number, long intended) {
        open.put(number, intended);
    }

    /** {@code elsewhere}: the part of the time that counts for somebody else. */
    void ended(int number, Duration elsewhere) {
        Long intended = open.remove(number);
        if (intended != null) {
            long nanos = System.nanoTime() - intended - elsewhere.toNanos();
            record(Math.max(0, nanos / NANOS_PER_MICRO));
        }
    }

    /** Sent and not back. */
    int open() {
        return open.size();
    }

    /** What came back since the last time, in microseconds. */
    synchronized Histogram take() {
        Histogram taken = micros;
        micros = new Histogram(DIGITS);
        open.clear();
        return taken;
    }

    private synchronized void record(long value) {
        micros.recordValue(value);
    }
}
