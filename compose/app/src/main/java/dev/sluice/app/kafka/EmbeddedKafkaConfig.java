package dev.sluice.app.kafka;

import java.util.Map;

/**
 * Where the embedded broker listens, and how.
 *
 * @param host address that it binds and tells its clients
 * @param port 0 takes any free port, another one at each start
 * @param settings of the broker, by Kafka's own names, over those that it has by itself
 */
public record EmbeddedKafkaConfig(String host, int port, Map<String, String> settings) {

    private static final int PORT_MAX = 65_535;

    public EmbeddedKafkaConfig(String host, int port) {
        this(host, port, Map.of());
    }

    public EmbeddedKafkaConfig {
        settings = Map.copyOf(settings);
        if (host.isBlank()) {
            throw new IllegalArgumentException("the broker's host is empty");
        }
        if (port < 0 || port > PORT_MAX) {
            throw new IllegalArgumentException(
                    "the broker's port is from 0 to " + PORT_MAX + ", not " + port);
        }
    }

    /** Reachable from this machine only, without a password: the broker has no access control. */
    public static EmbeddedKafkaConfig loopback(int port) {
        return new EmbeddedKafkaConfig("127.0.0.1", port);
    }

    /** With these settings of the broker. */
    public EmbeddedKafkaConfig with(Map<String, String> settings) {
        return new EmbeddedKafkaConfig(host, port, settings);
    }
}
