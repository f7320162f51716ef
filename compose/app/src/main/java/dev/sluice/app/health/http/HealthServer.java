package dev.sluice.app.health.http;

import dev.sluice.door.http.HealthEndpoints;
import dev.sluice.door.http.Readiness;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.WebServer;
import java.net.InetSocketAddress;
import java.util.function.Supplier;

/**
 * Serves {@code /healthz}, {@code /readyz} and {@code /metrics} for roles that have no door, and
 * {@code /queue} of placement, {@code /limits} of admission. Started and closed by one thread.
 */
public final class HealthServer implements AutoCloseable {

    /** Prometheus' text format; the version is the format's. */
    private static final Header CONTENT_TYPE =
            HeaderValues.createCached(
                    HeaderNames.CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8");

    private final WebServer server;

    private HealthServer(WebServer server) {
        this.server = server;
    }

    /**
     * @param at its port 0 takes a free one
     * @param readiness asked at each call, from any thread
     * @param metrics in Prometheus' text format; asked at each call, from any thread
     * @param views what else is told, by what runs here
     * @throws IllegalStateException where it cannot listen there
     */
    public static HealthServer start(
            InetSocketAddress at,
            Supplier<Readiness> readiness,
            Supplier<String> metrics,
            DispatcherViews views) {
        WebServer server =
                WebServer.builder()
                        .address(at.getAddress())
                        .port(at.getPort())
                        .shutdownHook(false)
                        .routing(routing -> {
                            routing.register(new HealthEndpoints(readiness));
                            routing.get(
                                    "/metrics",
                                    (_, response) -> {
                                        response.header(CONTENT_TYPE);
                                        response.send(metrics.get());
                                    });
                            views.queue().map(QueueEndpoints::new).ifPresent(routing::register);
                            views.limits().map(LimitsEndpoints::new).ifPresent(routing::register);
                        })
                        .build()
                        .start();
        if (!server.isRunning()) {
            // The server only logs that a port is taken.
            throw new IllegalStateException(
                    "the health check cannot listen on port %d of %s: is it taken? Another port: --health-port"
                            .formatted(at.getPort(), at.getHostString()));
        }
        return new HealthServer(server);
    }

    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.stop();
    }
}
