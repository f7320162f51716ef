package dev.sluice.app.bench;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Steps of a bench one after the other, each a line with what it took. */
record StepTable(PrintWriter out, Supplier<String> standing) {

    private static final Duration PATIENCE = Duration.ofMinutes(15);
    private static final Duration LOOK_EACH = Duration.ofMillis(10);

    /** The heap after collections, with ten times as many requests. */
    private static final double HEAP_GROWTH_MAX = 1.5;

    /**
     * Prints the names of the columns.
     *
     * @param standing how far a step has come, where it does not end
     */
    static StepTable begin(PrintWriter out, Supplier<String> standing) {
        out.println(
                "%-26s %10s %10s %10s %12s %9s %9s"
                        .formatted(
                                "",
                                "requests",
                                "time",
                                "a second",
                                "CPU each",
                                "heap",
                                "resident"));
        return new StepTable(out, standing);
    }

    /**
     * Prints a line when it is done. Returns the heap that is in use after it, in MiB.
     *
     * @throws StepTooLongException where it is not done in a quarter of an hour
     */
    long step(String what, int requests, Runnable begin, BooleanSupplier done) {
        ProcessUse before = ProcessUse.now();
        long start = System.nanoTime();
        begin.run();
        while (!done.getAsBoolean()) {
            if (System.nanoTime() - start > PATIENCE.toNanos()) {
                throw new StepTooLongException(
                        "%s: %s after %d minutes"
                                .formatted(what, standing.get(), PATIENCE.toMinutes()));
            }
            LockSupport.parkNanos(LOOK_EACH.toNanos());
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        ProcessUse use = ProcessUse.afterCollection();
        out.println(
                "%-26s %,10d %8.1f s %,10.0f %9.0f µs %5d MiB %5d MiB"
                        .formatted(
                                what,
                                requests,
                                seconds,
                                requests / seconds,
                                (use.cpuNanos() - before.cpuNanos()) / 1e3 / Math.max(1, requests),
                                use.heapMiB(),
                                use.residentMiB()));
        out.flush();
        return use.heapMiB();
    }

    /** Whether the heap stayed the same with ten times as many. */
    static List<String> growth(long before, long after) {
        return after <= before * HEAP_GROWTH_MAX
                ? List.of()
                : List.of(
                        "the heap grew from %d to %d MiB with the requests"
                                .formatted(before, after));
    }

    /** A step does not end. */
    static final class StepTooLongException extends RuntimeException {
        private static final long serialVersionUID = 1;

        StepTooLongException(String message) {
            super(message);
        }
    }
}
