package dev.sluice.app.cli;

import dev.sluice.app.roles.ClusterLink;
import dev.sluice.config.document.ConfigDocuments;
import dev.sluice.schemas.record.ConfigDocument;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A configuration as it stands in Kafka. */
@Command(
        name = "show",
        description = "The configuration in force, or an earlier one, without literal secrets.",
        mixinStandardHelpOptions = true)
final class ConfigShowCommand implements Callable<Integer> {

    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private KafkaOption kafka = new KafkaOption();

    @Parameters(
            paramLabel = "VERSION",
            arity = "0..1",
            description = "An earlier version (default: the one in force).")
    private Optional<Long> version = Optional.empty();

    @Override
    public Integer call() {
        try (ClusterLink cluster = kafka.open()) {
            spec.commandLine().getOut().print(find(cluster.configHistory()).getDocument());
            return 0;
        }
    }

    private ConfigDocument find(ConfigDocuments documents) {
        return documents.chain().reversed().stream()
                .filter(document ->
                        version.map(wanted -> wanted == document.getVersion()).orElse(true))
                .findFirst()
                .orElseThrow(() ->
                        new CommandFailure(
                                version.map(wanted ->
                                                "there is no version %d: see `sluice config history`"
                                                        .formatted(wanted))
                                        .orElse(
                                                "no configuration is in force: bring one into force with `sluice config apply FILE`")));
    }
}
