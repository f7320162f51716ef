package dev.sluice.app.cli;

import dev.sluice.app.bench.WaitingBench;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How many requests may wait on disk, and what that takes. */
@Command(
        name = "waiting",
        description = "Memory, restarts and speed with very many requests in the waiting line.",
        mixinStandardHelpOptions = true)
final class WaitingCommand implements Callable<Integer> {

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--requests",
            paramLabel = "N",
            defaultValue = "1000000",
            description = "How many wait (default: ${DEFAULT-VALUE}; 1 KiB each).")
    private int requests = 1_000_000;

    @Option(
            names = "--leases",
            paramLabel = "N",
            defaultValue = "50000",
            description = "How many of them go to a lane in the end (default: ${DEFAULT-VALUE}).")
    private int leases = 50_000;

    @Override
    public Integer call() {
        if (requests < 1) {
            throw new ParameterException(
                    spec.commandLine(), "--requests must be at least 1, not " + requests);
        }
        if (leases < 0) {
            throw new ParameterException(
                    spec.commandLine(), "--leases must be at least 0, not " + leases);
        }
        PrintWriter out = spec.commandLine().getOut();
        return BenchCommand.judge(
                WaitingBench.run(new WaitingBench.Plan(requests, Math.min(leases, requests)), out),
                out);
    }
}
