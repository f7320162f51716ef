package dev.sluice.app.bench;

import dev.sluice.app.bench.kafka.LineFeed;
import dev.sluice.app.demo.ScratchFolder;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** How many requests may wait, what memory that takes, and how fast they come in and go out. */
public final class WaitingBench {

    /** The heap after collections, with ten times as many waiting. */
    private static final double HEAP_GROWTH_MAX = 1.5;

    private static final Duration PATIENCE = Duration.ofMinutes(15);
    private static final Duration LOOK_EACH = Duration.ofMillis(10);
    private static final int ROOM = 200;
    private static final int TENTH = 10;

    private final PrintWriter out;
    private final PlacementAlone placement;
    private final LineFeed feed;
    private final Plan plan;

    /**
     * @param requests that wait together
     * @param leases how many of them are handed to a lane in the end
     */
    public record Plan(int requests, int leases) {
        public Plan {
            if (requests < 1 || leases < 0 || leases > requests) {
                throw new IllegalArgumentException(
                        "at least one request waits, and no more are leased than wait");
            }
        }
    }

    private WaitingBench(PrintWriter out, PlacementAlone placement, LineFeed feed, Plan plan) {
        this.out = out;
        this.placement = placement;
        this.feed = feed;
        this.plan = plan;
    }

    /** Prints a table, and returns a line for each bound that was missed. */
    public static List<String> run(Plan plan, PrintWriter out) {
        try (ScratchFolder folder = ScratchFolder.create("sluice-bench-waiting");
                PlacementAlone placement = PlacementAlone.start(folder.path());
                LineFeed feed = placement.feed()) {
            return new WaitingBench(out, placement, feed, plan).measure();
        } catch (TooLong e) {
            return List.of(e.getMessage());
        }
    }

    private List<String> measure() {
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
        int first = Math.max(1, plan.requests / TENTH);
        long before =
                step("come in, the first tenth", first, () -> enter(0, first), () -> wait(first));
        long after =
                step(
                        "come in, the rest",
                        plan.requests - first,
                        () -> enter(first, plan.requests),
                        () -> wait(plan.requests));
        step(
                "are there after a restart",
                plan.requests,
                placement::restart,
                () -> wait(plan.requests));
        step(
                "are there without state",
                plan.requests,
                placement::restartWithoutState,
                () -> wait(plan.requests));
        step("go to a lane", plan.leases, () -> {}, this::leased);
        return missed(before, after);
    }

    private static List<String> missed(long before, long after) {
        List<String> missed = new ArrayList<>();
        if (after > before * HEAP_GROWTH_MAX) {
            missed.add(
                    "the heap grew from %d to %d MiB with the requests that wait"
                            .formatted(before, after));
        }
        return missed;
    }

    private void enter(int from, int to) {
        for (int number = from; number < to; number++) {
            feed.admit(number, BenchConfig.MODEL, InstantSource.system().instant());
        }
        feed.flush();
    }

    private boolean wait(int requests) {
        return placement.waiting() == requests;
    }

    /** As a very fast lane would: room for some more, many times a second. */
    private boolean leased() {
        feed.makeRoom(ROOM, InstantSource.system().instant());
        return placement.waiting() <= plan.requests - plan.leases;
    }

    /** Prints a line. Heap that is in use after it, in MiB. */
    private long step(String what, int requests, Runnable begin, BooleanSupplier done) {
        ProcessUse before = ProcessUse.now();
        long start = System.nanoTime();
        begin.run();
        while (!done.getAsBoolean()) {
            if (System.nanoTime() - start > PATIENCE.toNanos()) {
                throw new TooLong(
                        "%s: %,d requests wait after %d minutes"
                                .formatted(what, placement.waiting(), PATIENCE.toMinutes()));
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

    /** A step does not end. */
    private static final class TooLong extends RuntimeException {
        private static final long serialVersionUID = 1;

        TooLong(String message) {
            super(message);
        }
    }
}
