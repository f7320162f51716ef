package dev.sluice.app.cli;

import dev.sluice.app.roles.ClusterLink;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Who brought which configuration into force, and when. */
@Command(
        name = "history",
        description = "Every version of the configuration: when, by whom, its SHA-256.",
        mixinStandardHelpOptions = true)
final class ConfigHistoryCommand implements Callable<Integer> {

    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private KafkaOption kafka = new KafkaOption();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try (ClusterLink cluster = kafka.open()) {
            cluster.configHistory()
                    .chain()
                    .forEach(document ->
                            out.printf(
                                    "%4d  %-24s  %.12s  %s%n",
                                    document.getVersion(),
                                    document.getAt(),
                                    document.getSha256(),
                                    document.getAppliedBy()));
            return 0;
        }
    }
}
