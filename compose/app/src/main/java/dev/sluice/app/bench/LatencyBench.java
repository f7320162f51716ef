package dev.sluice.app.bench;

import dev.sluice.app.bench.kafka.BarePipeline;
import dev.sluice.app.bench.kafka.HopReader;
import dev.sluice.app.bench.plan.LatencyFigures;
import dev.sluice.app.demo.ScratchFolder;
import dev.sluice.app.roles.ClusterLink;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * How much time Sluice adds to a call: all roles in this process, the provider in another, and
 * beside it, on the same Kafka, a pipeline that has the hops and nothing else. One thread.
 */
public final class LatencyBench {

    private static final Duration PROVIDER = Duration.ofMillis(100);
    private static final int WARM_UP_PER_SECOND = 200;
    private static final int KEYS = 4;
    private static final int TURNS = 4;
    private static final Duration DRAIN_MAX = Duration.ofSeconds(20);
    private static final double MICROS_PER_MILLI = 1_000;

    private final PrintWriter out;
    private final Plan plan;
    private final Track sluice;
    private final Track bare;
    private final HopTimes hops;

    /**
     * What to measure.
     *
     * @param rates requests per second
     * @param time how long at each rate
     * @param warmUp how long each has in a round of the warm-up
     * @param warmUpMax no other round begins after so long
     * @param hops whether to say where the time goes as well, which takes some itself
     */
    public record Plan(
            List<Integer> rates, Duration time, Duration warmUp, Duration warmUpMax, boolean hops) {
        public Plan {
            rates = List.copyOf(rates);
        }
    }

    /** A pipeline with what is known of it. */
    private record Track(String name, LatencyLog log, OpenLoop loop) {
        static Track of(String name, Pipeline pipeline, LatencyLog log) {
            return new Track(name, log, new OpenLoop(pipeline, log));
        }

        int send(int perSecond, Duration time) {
            int sent = loop.run(perSecond, time);
            loop.drain(DRAIN_MAX);
            return sent;
        }

        LatencyFigures figures(int perSecond, int sent) {
            Histogram micros = log.take();
            return new LatencyFigures(
                    name,
                    perSecond,
                    sent,
                    micros.getTotalCount(),
                    micros.getValueAtPercentile(50) / MICROS_PER_MILLI,
                    micros.getValueAtPercentile(90) / MICROS_PER_MILLI,
                    micros.getValueAtPercentile(99) / MICROS_PER_MILLI,
                    micros.getMaxValue() / MICROS_PER_MILLI);
        }
    }

    private LatencyBench(PrintWriter out, Plan plan, Track sluice, Track bare, HopTimes hops) {
        this.out = out;
        this.plan = plan;
        this.sluice = sluice;
        this.bare = bare;
        this.hops = hops;
    }

    /** Prints a table, and returns a line for each bound that was missed. */
    public static List<String> run(Plan plan, PrintWriter out) throws InterruptedException {
        try (ScratchFolder folder = ScratchFolder.create("sluice-bench-provider");
                SimulatorProcess provider =
                        SimulatorProcess.start(
                                folder.path(),
                                BenchConfig.unlimited(KEYS, SluicePipeline.CUSTOMERS, 1));
                BenchSluice running =
                        BenchSluice.start(
                                BenchConfig.unlimited(
                                        KEYS, SluicePipeline.CUSTOMERS, provider.port()))) {
            return measure(plan, running, out);
        }
    }

    private static List<String> measure(Plan plan, BenchSluice running, PrintWriter out)
            throws InterruptedException {
        LatencyLog ours = new LatencyLog();
        LatencyLog theirs = new LatencyLog();
        ClusterLink cluster = running.running().cluster();
        HopTimes hops = new HopTimes();
        try (SluicePipeline sluice = SluicePipeline.open(cluster, PROVIDER, ours);
                @Nullable HopReader _ = plan.hops() ? along(cluster, hops) : null;
                BarePipeline bare =
                        BarePipeline.start(
                                cluster.bootstrapServers(),
                                running.folder().path().resolve("bare"),
                                number -> theirs.ended(number, Duration.ZERO))) {
            return new LatencyBench(
                            out,
                            plan,
                            Track.of("Sluice", sluice, ours),
                            Track.of("bare Kafka", bareOf(bare), theirs),
                            hops)
                    .run();
        }
    }

    private List<String> run() throws InterruptedException {
        out.printf("Warming up at %d/s each …%n", WARM_UP_PER_SECOND);
        out.flush();
        new WarmUp(out, plan.warmUpMax())
                .run(() -> {
                    for (Track track : List.of(sluice, bare)) {
                        int sent = track.send(WARM_UP_PER_SECOND, plan.warmUp());
                        LatencyFigures _ = track.figures(WARM_UP_PER_SECOND, sent);
                    }
                });
        List<String> _ = hops.rows();
        out.println(LatencyFigures.head());
        List<String> missed = new ArrayList<>();
        for (int perSecond : plan.rates()) {
            LatencyFigures.Pair pair = measure(perSecond);
            out.println(pair.sluice().row());
            hops.rows().forEach(out::println);
            out.println(pair.bare().row());
            out.println(pair.ratios());
            out.flush();
            missed.addAll(pair.missed());
        }
        return missed;
    }

    /** By turns, so that what else the machine does meets both. */
    private LatencyFigures.Pair measure(int perSecond) {
        Duration turn = plan.time().dividedBy(TURNS);
        int sentOurs = 0;
        int sentTheirs = 0;
        for (int n = 0; n < TURNS; n++) {
            sentOurs += sluice.send(perSecond, turn);
            sentTheirs += bare.send(perSecond, turn);
        }
        return new LatencyFigures.Pair(
                sluice.figures(perSecond, sentOurs), bare.figures(perSecond, sentTheirs));
    }

    private static HopReader along(ClusterLink cluster, HopTimes hops) throws InterruptedException {
        return HopReader.start(
                cluster.bootstrapServers(),
                cluster.registry(),
                cluster.topics().requestsTopicId(),
                hops::passed);
    }

    private static Pipeline bareOf(BarePipeline bare) {
        return new Pipeline() {
            @Override
            public void send(int number) {
                bare.send(number);
            }

            @Override
            public void close() {
                bare.close();
            }
        };
    }
}
