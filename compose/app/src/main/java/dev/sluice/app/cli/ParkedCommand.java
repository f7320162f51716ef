package dev.sluice.app.cli;

import dev.sluice.app.bench.ParkedBench;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Admission alone: decisions a second, and very many requests that wait for their limits. */
@Command(
        name = "parked",
        description = "Admission's decisions a second, and very many requests parked at limits.",
        mixinStandardHelpOptions = true)
final class ParkedCommand implements Callable<Integer> {

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--requests",
            paramLabel = "N",
            defaultValue = "1000000",
            description = "How many are parked (default: ${DEFAULT-VALUE}).")
    private int requests = 1_000_000;

    @Option(
            names = "--keys",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Virtual keys that they come from (default: ${DEFAULT-VALUE}).")
    private int keys = 1_000;

    @Override
    public Integer call() throws InterruptedException {
        atLeastOne("--requests", requests);
        atLeastOne("--keys", keys);
        PrintWriter out = spec.commandLine().getOut();
        return BenchCommand.judge(ParkedBench.run(new ParkedBench.Plan(requests, keys), out), out);
    }

    private void atLeastOne(String option, int value) {
        if (value < 1) {
            throw new ParameterException(
                    spec.commandLine(), option + " must be at least 1, not " + value);
        }
    }
}
