package dev.sluice.app.cli;

import dev.sluice.app.roles.ClusterLink;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** Which Kafka a command talks to. */
public final class KafkaOption {

    private static final Pattern BROKER = Pattern.compile("[^\\s,]+:(\\d{1,5})");
    private static final int PORT_MAX = 65_535;

    @Option(
            names = "--kafka",
            paramLabel = "HOST:PORT",
            defaultValue = "127.0.0.1:9092",
            description =
                    "Kafka to talk to (default: ${DEFAULT-VALUE}, where `sluice up` listens).")
    private String written = "127.0.0.1:9092";

    @Option(
            names = "--registry",
            paramLabel = "URL",
            description =
                    "A Confluent-compatible schema registry (default: the cluster's own topic).")
    Optional<URI> registryUrl = Optional.empty();

    /**
     * The brokers that were named.
     *
     * @throws CommandFailure where that is no list of brokers
     */
    String bootstrapServers() {
        for (String broker : written.split(",", -1)) {
            Matcher matcher = BROKER.matcher(broker.strip());
            if (!matcher.matches() || Integer.parseInt(matcher.group(1)) > PORT_MAX) {
                throw new CommandFailure(
                        "--kafka is HOST:PORT, several with commas between them, not '%s'"
                                .formatted(written));
            }
        }
        return written;
    }

    /**
     * @throws RuntimeException where the cluster cannot be reached or lacks topics; the message
     *     says which
     */
    public ClusterLink open() {
        return ClusterLink.open(bootstrapServers(), registryUrl);
    }

    /** The registry that was named, if one was. */
    public Optional<URI> registryUrl() {
        return registryUrl;
    }
}
