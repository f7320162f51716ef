package dev.sluice.app.kafka;

/**
 * Where the embedded broker listens.
 *
 * @param host address that it binds and tells its clients
 * @param port 0 takes any free port, another one at each start
 */
public record EmbeddedKafkaConfig(String host, int port) {

    private static final int PORT_MAX = 65_535;

    public EmbeddedKafkaConfig {
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
}
