package dev.sluice.app.bench;

import dev.sluice.app.bench.plan.CpuShares;
import dev.sluice.app.bench.plan.RateSteps;
import dev.sluice.app.demo.ScratchFolder;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;

/**
 * The most requests per second that all roles in this process keep up with, and where their CPU
 * goes then. The provider is a process of its own. One thread.
 */
public final class ThroughputBench {

    private static final Duration PROVIDER = Duration.ofMillis(100);
    private static final Duration DRAIN_MAX = Duration.ofSeconds(60);
    private static final int WARM_UP_PER_SECOND = 200;
    private static final int KEYS = 4;

    private final PrintWriter out;
    private final LatencyLog log;
    private final OpenLoop loop;
    private final Duration time;

    /**
     * What to measure.
     *
     * @param time how long at each rate
     * @param warmUpMax no round of the warm-up begins after so long
     */
    public record Plan(RateSteps steps, Duration time, Duration warmUpMax) {}

    private ThroughputBench(PrintWriter out, LatencyLog log, OpenLoop loop, Duration time) {
        this.out = out;
        this.log = log;
        this.loop = loop;
        this.time = time;
    }

    /** Prints each step, and returns the largest rate that was kept up with. */
    public static int run(Plan plan, PrintWriter out) throws InterruptedException {
        try (ScratchFolder folder = ScratchFolder.create("sluice-bench-provider");
                SimulatorProcess provider =
                        SimulatorProcess.start(
                                folder.path(),
                                BenchConfig.unlimited(KEYS, SluicePipeline.CUSTOMERS, 1));
                BenchSluice running =
                        BenchSluice.start(
                                BenchConfig.unlimited(
                                        KEYS, SluicePipeline.CUSTOMERS, provider.port()))) {
            LatencyLog log = new LatencyLog();
            try (SluicePipeline sluice =
                    SluicePipeline.open(running.running().cluster(), PROVIDER, log)) {
                return new ThroughputBench(out, log, new OpenLoop(sluice, log), plan.time())
                        .run(plan);
            }
        }
    }

    /**
     * One worker alone, with so many calls of a second in flight. Prints the rate, and returns a
     * line for each bound that was missed.
     */
    public static List<String> inFlight(int calls, Duration warmUpMax, PrintWriter out)
            throws InterruptedException {
        return InFlightBench.run(calls, warmUpMax, out);
    }

    private int run(Plan plan) throws InterruptedException {
        out.printf("Warming up at %d/s …%n", WARM_UP_PER_SECOND);
        out.flush();
        new WarmUp(out, plan.warmUpMax())
                .run(() -> {
                    int _ = loop.run(WARM_UP_PER_SECOND, plan.time());
                    loop.drain(DRAIN_MAX);
                });
        RateSteps steps = plan.steps();
        for (OptionalInt next = steps.next(); next.isPresent(); next = steps.next()) {
            int rate = next.getAsInt();
            steps =
                    switch (step(rate)) {
                        case KEPT_UP -> steps.keptUp(rate);
                        case FELL_BEHIND -> steps.fellBehind(rate);
                    };
        }
        out.printf("%nKept up with %,d requests/s.%n", steps.kept());
        out.flush();
        return steps.kept();
    }

    private RateSteps.Verdict step(int rate) {
        ThreadTimes before = ThreadTimes.now();
        long start = System.nanoTime();
        int sent = loop.run(rate, time);
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        int open = log.open();
        CpuShares cpu = ThreadTimes.now().since(before);
        RateSteps.Verdict verdict = RateSteps.verdict(rate, open, PROVIDER.toMillis() / 1_000.0);
        out.printf(
                "%,d requests/s: %s, %,d open after %,d s%n",
                rate, verdict, open, took.toSeconds());
        cpu.lines(took, sent - open).forEach(out::println);
        out.flush();
        loop.drain(DRAIN_MAX);
        var _ = log.take();
        return verdict;
    }
}
