package dev.sluice.app.cli;

import dev.sluice.app.bench.LatencyBench;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How much time Sluice adds to a call. */
@Command(
        name = "latency",
        description = "How much time all roles add to a call, beside a bare pipeline on Kafka.",
        mixinStandardHelpOptions = true)
final class LatencyCommand implements Callable<Integer> {

    private static final Duration WARM_UP = Duration.ofSeconds(10);
    private static final Duration WARM_UP_MAX = Duration.ofMinutes(4);

    /** One request in each of the turns that both take. */
    private static final String TIME_MIN = "4s";

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--rate",
            paramLabel = "N",
            split = ",",
            description =
                    "Requests per second, 1 to 100000; several with commas (default: 10,200,500).")
    private List<Integer> rates = new ArrayList<>(List.of(10, 200, 500));

    @Option(
            names = "--time",
            paramLabel = "TIME",
            converter = TimeSpan.class,
            defaultValue = "20s",
            description = "How long at each rate, 4s to 1h (default: ${DEFAULT-VALUE}).")
    private Duration time = Duration.ofSeconds(20);

    @Option(
            names = "--hops",
            description =
                    "Say as well where the time goes: between which topics. Reading along costs some.")
    private boolean hops;

    @Override
    public Integer call() throws InterruptedException {
        for (int rate : rates) {
            Allowed.number("--rate", BenchCommand.PER_SECOND, rate, 1, BenchCommand.RATE_MAX);
        }
        Allowed.time("--time", time, TIME_MIN, BenchCommand.TIME_MAX);
        PrintWriter out = spec.commandLine().getOut();
        return BenchCommand.judge(
                LatencyBench.run(
                        new LatencyBench.Plan(rates, time, WARM_UP, WARM_UP_MAX, hops), out),
                out);
    }
}
