package dev.sluice.app.health.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.door.http.Readiness;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HealthServerTest {

    private final AtomicReference<Readiness> readiness = new AtomicReference<>(Readiness.READY);
    private final HealthServer server =
            HealthServer.start(
                    loopback(0), readiness::get, () -> "sluice_up 1\n", DispatcherViews.NONE);

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void aProcessIsUpAlsoWhileItsRolesAreNotReady() throws Exception {
        readiness.set(new Readiness(Map.of("worker", "starting")));

        assertThat(get("/healthz").statusCode()).isEqualTo(200);
        assertThat(get("/readyz").statusCode()).isEqualTo(503);
        assertThat(get("/readyz").body())
                .isEqualTo("{\"status\":\"not ready\",\"waiting_for\":{\"worker\":\"starting\"}}");
    }

    @Test
    void itIsReadyWhenAllServeAndAskedAnewEachTime() throws Exception {
        assertThat(get("/readyz").statusCode()).isEqualTo(200);

        readiness.set(new Readiness(Map.of("ledger", "disk full")));
        assertThat(get("/readyz").body()).contains("\"ledger\":\"disk full\"");
    }

    @Test
    void metricsAreTextInPrometheusFormat() throws Exception {
        HttpResponse<String> metrics = get("/metrics");

        assertThat(metrics.statusCode()).isEqualTo(200);
        assertThat(metrics.body()).isEqualTo("sluice_up 1\n");
        assertThat(metrics.headers().firstValue("content-type").orElse(""))
                .startsWith("text/plain; version=0.0.4");
    }

    @Test
    void nothingElseIsServed() throws Exception {
        assertThat(get("/v1/models").statusCode()).isEqualTo(404);
    }

    @Test
    void aTakenPortIsSaidWithTheOptionForAnother() {
        assertThatThrownBy(() ->
                        HealthServer.start(
                                loopback(server.port()),
                                readiness::get,
                                () -> "",
                                DispatcherViews.NONE))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("port " + server.port())
                .hasMessageContaining("--health-port");
    }

    @Test
    void aClosedOneDoesNotAnswer() {
        int port = server.port();
        server.close();

        assertThatThrownBy(() -> get(port, "/healthz")).isInstanceOf(ConnectException.class);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return get(server.port(), path);
    }

    private static HttpResponse<String> get(int port, String path)
            throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            URI uri = URI.create("http://127.0.0.1:" + port + path);
            return client.send(
                    HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    private static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }
}
