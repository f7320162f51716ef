package dev.sluice.app.roles;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where an all-in-one keeps its data and listens. Ports: 0 takes a free one.
 *
 * @param externalKafka host and port of a Kafka to use; empty: an embedded one
 * @param healthPort of the health check and the queue; empty: none
 * @param host address of the door, the health check and the registry; the embedded Kafka is on the
 *     loopback address
 */
public record AllInOneSettings(
        Path dataDir,
        Optional<String> externalKafka,
        int kafkaPort,
        int httpPort,
        int registryPort,
        Optional<Integer> healthPort,
        InetAddress host) {

    /** On the loopback address, without a health check. */
    public AllInOneSettings(
            Path dataDir,
            Optional<String> externalKafka,
            int kafkaPort,
            int httpPort,
            int registryPort) {
        this(
                dataDir,
                externalKafka,
                kafkaPort,
                httpPort,
                registryPort,
                Optional.empty(),
                InetAddress.getLoopbackAddress());
    }

    /** On free ports. */
    public static AllInOneSettings anywhere(Path dataDir) {
        return new AllInOneSettings(dataDir, Optional.empty(), 0, 0, 0);
    }

    /** With a health check on this port. */
    public AllInOneSettings withHealthPort(int port) {
        return new AllInOneSettings(
                dataDir, externalKafka, kafkaPort, httpPort, registryPort, Optional.of(port), host);
    }

    /** With the Kafka at this host and port instead of an embedded one. */
    public AllInOneSettings withKafka(String bootstrapServers) {
        return new AllInOneSettings(
                dataDir,
                Optional.of(bootstrapServers),
                kafkaPort,
                httpPort,
                registryPort,
                healthPort,
                host);
    }
}
