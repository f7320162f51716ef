package dev.sluice.app.bench;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends at a rate, whatever comes back: times count from when a request was to be sent, so that a
 * pipeline that stalls does not stop the clock that shows it. One thread.
 */
final class OpenLoop {

    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final Pipeline pipeline;
    private final LatencyLog log;
    private int next;

    OpenLoop(Pipeline pipeline, LatencyLog log) {
        this.pipeline = pipeline;
        this.log = log;
    }

    /** Returns how many were sent, when the last was. */
    int run(int perSecond, Duration time) {
        int count = Math.toIntExact(perSecond * time.toMillis() / 1_000);
        long start = System.nanoTime();
        for (int n = 0; n < count; n++) {
            long intended = start + n * 1_000_000_000L / perSecond;
            for (long left = intended - System.nanoTime();
                    left > 0;
                    left = intended - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            log.sent(next, intended);
            pipeline.send(next++);
        }
        return count;
    }

    /** Waits until all is back, so long at the most. */
    void drain(Duration max) {
        long until = System.nanoTime() + max.toNanos();
        while (log.open() > 0 && System.nanoTime() - until < 0) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }
}
