package dev.sluice.schemas.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sluice.schemas.registry.MemorySchemaRegistry;
import dev.sluice.schemas.registry.SchemaNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.avro.Schema;

/**
 * The three calls of Confluent's REST interface that the client makes, as Confluent answers them.
 */
final class SmallRegistry implements AutoCloseable {

    private record Answer(int status, String body) {}

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer http;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final MemorySchemaRegistry schemas = new MemorySchemaRegistry();
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Optional<Answer> fixed = Optional.empty();
    private volatile boolean hanging;

    private SmallRegistry(HttpServer http) {
        this.http = http;
    }

    static SmallRegistry start() {
        try {
            SmallRegistry registry =
                    new SmallRegistry(
                            HttpServer.create(
                                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
            registry.http.createContext("/", registry::serve);
            registry.http.setExecutor(registry.threads);
            registry.http.start();
            return registry;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
    }

    List<String> calls() {
        return calls;
    }

    void put(Schema schema) {
        schemas.register("any", schema);
    }

    /** Answers every call so from now on. */
    void answerWith(int status, String body) {
        fixed = Optional.of(new Answer(status, body));
    }

    /** Answers no call from now on. */
    void hang() {
        hanging = true;
    }

    private void serve(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getRawPath();
        calls.add(exchange.getRequestMethod() + " " + path);
        byte[] body = exchange.getRequestBody().readAllBytes();
        if (hanging) {
            waitUntilClosed();
        }
        Answer answer = fixed.isPresent() ? fixed.get() : answer(path, body);
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private Answer answer(String path, byte[] body) throws IOException {
        try {
            if (path.startsWith("/schemas/ids/")) {
                Schema schema = schemas.schema(Integer.parseInt(path.substring(13)));
                return json(JSON.createObjectNode().put("schema", schema.toString()).toString());
            }
            Schema schema = new Schema.Parser().parse(JSON.readTree(body).path("schema").asText());
            int id =
                    path.endsWith("/versions")
                            ? schemas.register("any", schema)
                            : schemas.id("any", schema);
            return json("{\"subject\":\"any\",\"version\":1,\"id\":" + id + "}");
        } catch (SchemaNotFoundException e) {
            return new Answer(404, "{\"error_code\":40403,\"message\":\"Schema not found\"}");
        }
    }

    private static Answer json(String body) {
        return new Answer(200, body);
    }

    private void waitUntilClosed() {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        http.stop(0);
        threads.shutdownNow();
    }
}
