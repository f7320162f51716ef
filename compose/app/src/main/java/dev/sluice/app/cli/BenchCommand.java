package dev.sluice.app.cli;

import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The benches: each prints a table and ends with 1 where a bound is missed. */
@Command(
        name = "bench",
        description =
                "Measure goodput, latency, throughput, the waiting line or limits on this machine.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            GoodputCommand.class,
            LatencyCommand.class,
            ThroughputCommand.class,
            WaitingCommand.class,
            OvershootCommand.class,
            ParkedCommand.class
        })
final class BenchCommand implements Runnable {

    static final String PER_SECOND = "requests per second";

    /** More than any machine of today can send. */
    static final int RATE_MAX = 100_000;

    static final String TIME_MAX = "1h";

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "which bench? goodput, latency, throughput, waiting, overshoot or parked");
    }

    /** Says which bounds were missed; the exit code. */
    static int judge(List<String> missed, PrintWriter out) {
        out.println();
        out.println(
                missed.isEmpty()
                        ? "Within all bounds."
                        : "Bounds that were missed:\n  " + String.join("\n  ", missed));
        out.flush();
        return missed.isEmpty() ? 0 : 1;
    }
}
