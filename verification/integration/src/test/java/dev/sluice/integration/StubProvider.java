package dev.sluice.integration;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** A provider that answers each call as a test says, and remembers what it was asked. */
final class StubProvider implements AutoCloseable {

    /** What came: the secret without {@code Bearer}, the path and the body. */
    record Call(String secret, String path, String body) {}

    /** What it gets. */
    record Answer(int status, String body, Map<String, String> headers) {
        Answer(int status, String body) {
            this(status, body, Map.of());
        }
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final Function<Call, Answer> answers;

    private StubProvider(HttpServer server, Function<Call, Answer> answers) {
        this.server = server;
        this.answers = answers;
    }

    static StubProvider start(Function<Call, Answer> answers) {
        try {
            HttpServer server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            StubProvider provider = new StubProvider(server, answers);
            server.setExecutor(provider.threads);
            server.createContext("/", provider::answer);
            server.start();
            return provider;
        } catch (IOException e) {
            throw new UncheckedIOException("no port", e);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body =
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String bearer = exchange.getRequestHeaders().getFirst("authorization");
            String secret =
                    bearer == null
                            ? String.valueOf(exchange.getRequestHeaders().getFirst("x-api-key"))
                            : bearer.replace("Bearer ", "");
            Call call = new Call(secret, exchange.getRequestURI().getPath(), body);
            calls.add(call);
            Answer answer = answers.apply(call);
            byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("content-type", "application/json");
            answer.headers().forEach(exchange.getResponseHeaders()::add);
            exchange.sendResponseHeaders(answer.status(), bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** All calls so far, oldest first. */
    List<Call> calls() {
        return List.copyOf(calls);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
