package dev.sluice.app.bench;

import dev.sluice.app.bench.kafka.LineFeed;
import dev.sluice.app.demo.ScratchFolder;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.List;

/** How many requests may wait, what memory that takes, and how fast they come in and go out. */
public final class WaitingBench {

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
        } catch (StepTable.StepTooLongException e) {
            return List.of(e.getMessage());
        }
    }

    private List<String> measure() {
        StepTable table =
                StepTable.begin(out, () -> "%,d requests wait".formatted(placement.waiting()));
        int first = Math.max(1, plan.requests / TENTH);
        long before =
                table.step(
                        "come in, the first tenth",
                        first,
                        () -> enter(0, first),
                        () -> wait(first));
        long after =
                table.step(
                        "come in, the rest",
                        plan.requests - first,
                        () -> enter(first, plan.requests),
                        () -> wait(plan.requests));
        table.step(
                "are there after a restart",
                plan.requests,
                placement::restart,
                () -> wait(plan.requests));
        table.step(
                "are there without state",
                plan.requests,
                placement::restartWithoutState,
                () -> wait(plan.requests));
        table.step("go to a lane", plan.leases, () -> {}, this::leased);
        return StepTable.growth(before, after);
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
}
