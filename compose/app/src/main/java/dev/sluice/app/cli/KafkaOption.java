package dev.sluice.app.cli;

import dev.sluice.app.roles.ClusterLink;
import java.net.URI;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which Kafka a command talks to. */
public final class KafkaOption {

    @Option(
            names = "--kafka",
            paramLabel = "HOST:PORT",
            defaultValue = "127.0.0.1:9092",
            description =
                    "Kafka to talk to (default: ${DEFAULT-VALUE}, where `sluice up` listens).")
    String bootstrapServers = "127.0.0.1:9092";

    @Option(
            names = "--registry",
            paramLabel = "URL",
            description =
                    "A Confluent-compatible schema registry (default: the cluster's own topic).")
    Optional<URI> registryUrl = Optional.empty();

    /**
     * @throws RuntimeException where the cluster cannot be reached or lacks topics; the message
     *     says which
     */
    public ClusterLink open() {
        return ClusterLink.open(bootstrapServers, registryUrl);
    }

    /** The registry that was named, if one was. */
    public Optional<URI> registryUrl() {
        return registryUrl;
    }
}
