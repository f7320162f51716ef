package dev.sluice.app.roles;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where an all-in-one keeps its data and listens. Ports: 0 takes a free one.
 *
 * @param externalKafka host and port of a Kafka to use; empty: an embedded one
 */
public record AllInOneSettings(
        Path dataDir,
        Optional<String> externalKafka,
        int kafkaPort,
        int httpPort,
        int registryPort) {

    /** On free ports. */
    public static AllInOneSettings anywhere(Path dataDir) {
        return new AllInOneSettings(dataDir, Optional.empty(), 0, 0, 0);
    }
}
