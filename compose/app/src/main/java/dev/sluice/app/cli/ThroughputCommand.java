package dev.sluice.app.cli;

import dev.sluice.app.bench.ThroughputBench;
import dev.sluice.app.bench.plan.RateSteps;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How many requests all roles keep up with, or one worker's calls in flight. */
@Command(
        name = "throughput",
        description = "The most requests per second that all roles keep up with.",
        mixinStandardHelpOptions = true)
final class ThroughputCommand implements Callable<Integer> {

    private static final Duration WARM_UP_MAX = Duration.ofMinutes(4);
    private static final int STEP = 250;
    private static final int PRECISION = 50;
    private static final String TIME_MIN = "1s";

    /** Connections from one address to one port of the provider end at some 28,000. */
    private static final int IN_FLIGHT_MAX = 10_000;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--time",
            paramLabel = "TIME",
            converter = TimeSpan.class,
            defaultValue = "10s",
            description = "How long at each rate, 1s to 1h (default: ${DEFAULT-VALUE}).")
    private Duration time = Duration.ofSeconds(10);

    @Option(
            names = "--most",
            paramLabel = "N",
            defaultValue = "5000",
            description =
                    "No more requests per second than this, 250 to 100000 (default: ${DEFAULT-VALUE}).")
    private int most = 5_000;

    @Option(
            names = "--in-flight",
            paramLabel = "N",
            description =
                    "Instead: one worker alone, with so many calls of 1 s in flight, 1 to 10000.")
    private Optional<Integer> inFlight = Optional.empty();

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        check();
        if (inFlight.isPresent()) {
            return BenchCommand.judge(
                    ThroughputBench.inFlight(inFlight.get(), WARM_UP_MAX, out), out);
        }
        RateSteps steps = RateSteps.from(STEP, STEP, PRECISION, most);
        int _ = ThroughputBench.run(new ThroughputBench.Plan(steps, time, WARM_UP_MAX), out);
        return 0;
    }

    private void check() {
        inFlight.ifPresent(calls -> {
            Allowed.number("--in-flight", "calls", calls, 1, IN_FLIGHT_MAX);
            for (String other : List.of("--most", "--time")) {
                if (spec.commandLine().getParseResult().hasMatchedOption(other)) {
                    throw new CommandFailure(
                            "--in-flight measures one worker instead of a rate: leave %s out"
                                    .formatted(other));
                }
            }
        });
        Allowed.time("--time", time, TIME_MIN, BenchCommand.TIME_MAX);
        Allowed.number("--most", BenchCommand.PER_SECOND, most, STEP, BenchCommand.RATE_MAX);
    }
}
