package dev.sluice.app.bench;

import dev.sluice.app.bench.kafka.WorkFeed;
import dev.sluice.app.bench.plan.CallRate;
import dev.sluice.app.bench.plan.CpuShares;
import dev.sluice.app.bench.plan.LoadRequest;
import dev.sluice.app.demo.ScratchFolder;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** One worker with many calls of a second in flight; the provider is a process of its own. */
final class InFlightBench {

    private static final Duration CALL = Duration.ofSeconds(1);
    private static final Duration WAIT_MAX = Duration.ofMinutes(3);
    private static final int KEYS = 4;
    private static final int ROUNDS = 12;
    private static final int WARM_UP_ROUNDS = 5;
    private static final int WORDS = 80;
    private static final int OUTPUT = 24;

    private final PrintWriter out;
    private final WorkFeed feed;
    private final Ends ends;
    private final int inFlight;
    private int given;

    /** When calls ended. Written by the thread that hears of it. */
    private static final class Ends {

        private final AtomicReference<Run> run = new AtomicReference<>(new Run(0));

        private static final class Run {
            private final long[] nanos;
            private final AtomicInteger next = new AtomicInteger();
            private final CountDownLatch open;

            Run(int calls) {
                nanos = new long[calls];
                open = new CountDownLatch(calls);
            }
        }

        Run expect(int calls) {
            Run expected = new Run(calls);
            run.set(expected);
            return expected;
        }

        void one() {
            Run current = run.get();
            int number = current.next.getAndIncrement();
            if (number < current.nanos.length) {
                current.nanos[number] = System.nanoTime();
            }
            current.open.countDown();
        }
    }

    private InFlightBench(PrintWriter out, WorkFeed feed, Ends ends, int inFlight) {
        this.out = out;
        this.feed = feed;
        this.ends = ends;
        this.inFlight = inFlight;
    }

    /** Prints the rate, and returns a line for each bound that was missed. */
    static List<String> run(int inFlight, Duration warmUpMax, PrintWriter out)
            throws InterruptedException {
        List<String> none = List.of();
        Ends ends = new Ends();
        try (ScratchFolder folder = ScratchFolder.create("sluice-bench-worker");
                SimulatorProcess provider =
                        SimulatorProcess.start(
                                folder.path(), BenchConfig.unlimited(KEYS, none, inFlight, 1));
                WorkerAlone worker =
                        WorkerAlone.start(
                                folder.path(),
                                BenchConfig.unlimited(KEYS, none, inFlight, provider.port()));
                WorkFeed feed =
                        WorkFeed.open(
                                worker.cluster().bootstrapServers(),
                                worker.cluster().registry(),
                                worker.config(),
                                "sim",
                                ends::one)) {
            return new InFlightBench(out, feed, ends, inFlight).measure(warmUpMax);
        }
    }

    private List<String> measure(Duration warmUpMax) throws InterruptedException {
        new WarmUp(out, warmUpMax).run(() -> load(WARM_UP_ROUNDS * inFlight));
        ThreadTimes before = ThreadTimes.now();
        long start = System.nanoTime();
        Ends.Run run = load(ROUNDS * inFlight);
        if (run.open.getCount() > 0) {
            return List.of(
                    "%,d of %,d calls did not end"
                            .formatted(run.open.getCount(), run.nanos.length));
        }
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        CpuShares cpu = ThreadTimes.now().since(before);
        CallRate rate = CallRate.of(run.nanos, inFlight, CALL.toMillis() / 1e3);
        out.println("one worker: " + rate);
        cpu.lines(took, run.nanos.length).forEach(out::println);
        out.flush();
        return rate.isEnough() ? List.of() : List.of("one worker: " + rate);
    }

    /** Gives so many calls and waits for their ends, so long at the most. */
    private Ends.Run load(int calls) throws InterruptedException {
        Ends.Run run = ends.expect(calls);
        String body = new LoadRequest(0, "bench", WORDS, OUTPUT, CALL).body(BenchConfig.MODEL);
        for (int n = 0; n < calls; n++) {
            feed.give(given++, BenchConfig.MODEL, body, InstantSource.system().instant());
        }
        boolean _ = run.open.await(WAIT_MAX.toSeconds(), TimeUnit.SECONDS);
        return run;
    }
}
