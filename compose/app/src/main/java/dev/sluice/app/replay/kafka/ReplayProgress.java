package dev.sluice.app.replay.kafka;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Says every two seconds how far something is that takes its time. One thread. */
final class ReplayProgress {

    private static final long EVERY_NANOS = Duration.ofSeconds(2).toNanos();

    private final PrintWriter out;
    private final LongSupplier nanos;
    private long saidAt;

    /**
     * @param nanos monotonic
     */
    ReplayProgress(PrintWriter out, LongSupplier nanos) {
        this.out = out;
        this.nanos = nanos;
        this.saidAt = nanos.getAsLong();
    }

    /** {@code done} of {@code of} things. */
    void at(String what, long done, long of) {
        long now = nanos.getAsLong();
        if (now - saidAt >= EVERY_NANOS) {
            saidAt = now;
            say("%s: %,d of %,d".formatted(what, done, of));
        }
    }

    void say(String line) {
        out.println(line);
        out.flush();
    }
}
