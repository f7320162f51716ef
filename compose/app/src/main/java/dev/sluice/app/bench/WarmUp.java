package dev.sluice.app.bench;

import java.io.PrintWriter;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs a load until the JVM's compiler has nearly nothing to do any more, as in a process that has
 * served for some minutes. Until then it takes up to half of the machine from what is measured.
 */
final class WarmUp {

    /** Of one core, over a round. */
    private static final double QUIET_SHARE = 0.15;

    private final PrintWriter out;
    private final Duration max;
    private final @Nullable CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();

    /** Some seconds of load. */
    interface Round {
        void run() throws InterruptedException;
    }

    WarmUp(PrintWriter out, Duration max) {
        this.out = out;
        this.max = max;
    }

    /** At least one round; begins no other after its time. */
    void run(Round round) throws InterruptedException {
        long start = System.nanoTime();
        double share = 1;
        while (share > QUIET_SHARE && System.nanoTime() - start < max.toNanos()) {
            long before = System.nanoTime();
            long compiledBefore = compiledMillis();
            round.run();
            long taken = Math.max(1, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - before));
            share = (double) (compiledMillis() - compiledBefore) / taken;
        }
        out.printf(
                "Warmed up for %d s; in the end the JVM's compiler used %.0f %% of a core.%n",
                Duration.ofNanos(System.nanoTime() - start).toSeconds(), 100 * share);
        out.flush();
    }

    private long compiledMillis() {
        return compiler != null && compiler.isCompilationTimeMonitoringSupported()
                ? compiler.getTotalCompilationTime()
                : 0;
    }
}
