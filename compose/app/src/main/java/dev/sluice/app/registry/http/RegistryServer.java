package dev.sluice.app.registry.http;

import dev.sluice.schemas.kafka.TopicSchemaRegistry;
import io.helidon.webserver.WebServer;

/**
 * Serves the schemas over HTTP, so that tools which are not Sluice's can decode its topics. It has
 * no access control of its own: it listens where it is told to. Started and closed by one thread.
 */
public final class RegistryServer implements AutoCloseable {

    /** A registration is one schema. */
    private static final long BODY_BYTES_MAX = 1024L * 1024;

    private final WebServer server;
    private final String host;

    private RegistryServer(WebServer server, String host) {
        this.server = server;
        this.host = host;
    }

    /**
     * Starts serving. The registry stays the caller's to close, after this.
     *
     * @param port 0 takes any free one
     * @throws IllegalStateException where the port is taken
     */
    public static RegistryServer start(TopicSchemaRegistry registry, String host, int port) {
        WebServer server =
                WebServer.builder()
                        .host(host)
                        .port(port)
                        .shutdownHook(false)
                        .maxPayloadSize(BODY_BYTES_MAX)
                        .routing(routing -> routing.register(new RegistryService(registry)))
                        .build()
                        .start();
        // Helidon logs why it could not listen, and does not throw.
        if (!server.isRunning()) {
            throw new IllegalStateException(
                    "the registry cannot listen on %s:%d: stop what listens there, or choose another port (--registry-port; 0 takes any free one)"
                            .formatted(host, port));
        }
        return new RegistryServer(server, host);
    }

    /** Where it answers, as {@code http://127.0.0.1:8081}. */
    public String url() {
        return "http://" + host + ":" + server.port();
    }

    @Override
    public void close() {
        server.stop();
    }
}
