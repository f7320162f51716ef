package dev.sluice.app.cli;

import dev.sluice.app.bench.OvershootBench;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Whether limits hold to the last request when many ask at once. */
@Command(
        name = "overshoot",
        description = "Many publishers against several dispatchers and one limit of each kind.",
        mixinStandardHelpOptions = true)
final class OvershootCommand implements Callable<Integer> {

    private static final int PUBLISHERS = 200;
    private static final int DISPATCHERS = 3;
    private static final int REQUESTS = 2_000;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--publishers",
            paramLabel = "N",
            description = "At the same time, each with its own connection (default: 200).")
    private int publishers = PUBLISHERS;

    @Option(
            names = "--dispatchers",
            paramLabel = "N",
            description = "That share the customers (default: 3).")
    private int dispatchers = DISPATCHERS;

    @Option(
            names = "--requests",
            paramLabel = "N",
            description = "Of each customer (default: 2000); at 1000 every limit is reached.")
    private int requests = REQUESTS;

    @Override
    public Integer call() throws InterruptedException {
        atLeastOne("--publishers", publishers);
        atLeastOne("--dispatchers", dispatchers);
        atLeastOne("--requests", requests);
        PrintWriter out = spec.commandLine().getOut();
        return BenchCommand.judge(
                OvershootBench.run(new OvershootBench.Plan(publishers, dispatchers, requests), out),
                out);
    }

    private void atLeastOne(String option, int value) {
        if (value < 1) {
            throw new ParameterException(
                    spec.commandLine(), option + " must be at least 1, not " + value);
        }
    }
}
