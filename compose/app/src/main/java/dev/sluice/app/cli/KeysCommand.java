package dev.sluice.app.cli;

import dev.sluice.app.keys.KeyIds;
import dev.sluice.app.keys.KeyStatus;
import dev.sluice.app.keys.KeyTable;
import dev.sluice.app.keys.kafka.KeyTopics;
import dev.sluice.app.roles.ClusterLink;
import dev.sluice.config.ActiveConfig;
import dev.sluice.config.Lane;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows the provider keys, and takes them out and back. */
@Command(
        name = "keys",
        description = "Show how each provider key stands, or order it out or back.",
        mixinStandardHelpOptions = true,
        subcommands = {
            KeyOrderCommand.Enable.class,
            KeyOrderCommand.Disable.class,
            KeyOrderCommand.Cool.class
        })
final class KeysCommand implements Callable<Integer> {

    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private KafkaOption kafka = new KafkaOption();

    @Option(names = "--json", description = "One object with all there is to know.")
    private boolean json;

    @Override
    public Integer call() {
        try (ClusterLink cluster = kafka.open()) {
            Instant now = Instant.now();
            KeyTopics topics = new KeyTopics(cluster.bootstrapServers(), cluster.registry());
            List<KeyStatus> keys =
                    new KeyTable(topics.news(now), topics.orders(), now).of(lanes(cluster));
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                out.println(KeysJson.of(keys, now));
            } else {
                KeysText.lines(keys, now).forEach(out::println);
            }
            out.flush();
            return 0;
        }
    }

    static List<Lane> lanes(ClusterLink cluster) {
        return cluster.configInForce()
                .map(ActiveConfig::lanes)
                .orElseThrow(() ->
                        new CommandFailure(
                                "no configuration is in force on %s: start a role with one first"
                                        .formatted(cluster.bootstrapServers())));
    }

    static KeyIds ids(ClusterLink cluster) {
        return new KeyIds(
                lanes(cluster).stream()
                        .flatMap(lane ->
                                lane.keys().stream().map(key -> lane.provider() + "/" + key.id()))
                        .toList());
    }
}
