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

/** One worker with many calls of a second in flight; the provider is a process of its own. */
final class InFlightBench {

    private static final Duration CALL = Duration.ofSeconds(1);
    private static final Duration WAIT_MAX = Duration.ofMinutes(3);
    private static final int KEYS = 4;
    private static final int ROUNDS = 12;
    private static final int WORDS = 80;
    private static final int OUTPUT = 24;

    private InFlightBench() {}

    /** Prints the rate, and returns a line for each bound that was missed. */
    static List<String> run(int inFlight, PrintWriter out) throws InterruptedException {
        List<String> none = List.of();
        try (ScratchFolder folder = ScratchFolder.create("sluice-bench-worker");
                SimulatorProcess provider =
                        SimulatorProcess.start(
                                folder.path(), BenchConfig.unlimited(KEYS, none, inFlight, 1));
                WorkerAlone worker =
                        WorkerAlone.start(
                                folder.path(),
                                BenchConfig.unlimited(KEYS, none, inFlight, provider.port()))) {
            return measure(worker, inFlight, out);
        }
    }

    private static List<String> measure(WorkerAlone worker, int inFlight, PrintWriter out)
            throws InterruptedException {
        int calls = inFlight * ROUNDS;
        long[] ends = new long[calls];
        AtomicInteger next = new AtomicInteger();
        CountDownLatch open = new CountDownLatch(calls);
        try (WorkFeed feed =
                WorkFeed.open(
                        worker.cluster().bootstrapServers(),
                        worker.cluster().registry(),
                        worker.config(),
                        "sim",
                        () -> {
                            ends[Math.min(next.getAndIncrement(), calls - 1)] = System.nanoTime();
                            open.countDown();
                        })) {
            ThreadTimes before = ThreadTimes.now();
            long start = System.nanoTime();
            give(feed, calls);
            if (!open.await(WAIT_MAX.toSeconds(), TimeUnit.SECONDS)) {
                return List.of("%,d of %,d calls did not end".formatted(open.getCount(), calls));
            }
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            CpuShares cpu = ThreadTimes.now().since(before);
            return judged(
                    CallRate.of(ends, inFlight, CALL.toMillis() / 1e3), cpu, took, calls, out);
        }
    }

    private static void give(WorkFeed feed, int calls) {
        String body = new LoadRequest(0, "bench", WORDS, OUTPUT, CALL).body(BenchConfig.MODEL);
        for (int n = 0; n < calls; n++) {
            feed.give(n, BenchConfig.MODEL, body, InstantSource.system().instant());
        }
    }

    private static List<String> judged(
            CallRate rate, CpuShares cpu, Duration took, int calls, PrintWriter out) {
        out.println("one worker: " + rate);
        cpu.lines(took, calls).forEach(out::println);
        out.flush();
        return rate.isEnough() ? List.of() : List.of("one worker: " + rate);
    }
}
