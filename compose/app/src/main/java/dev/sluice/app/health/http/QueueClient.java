package dev.sluice.app.health.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** Asks dispatchers what waits at them. Owned by one thread. */
public final class QueueClient implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration ANSWER_MAX = Duration.ofSeconds(15);

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    /**
     * {@code /queue} of a dispatcher.
     *
     * @throws QueueUnavailableException where nobody answers, or nobody who knows
     */
    public JsonNode report(URI dispatcher) {
        return get(dispatcher, "/queue").orElseThrow(() -> noQueue(dispatcher));
    }

    /**
     * Where a request stands at a dispatcher; empty where it does not wait there.
     *
     * @throws QueueUnavailableException where nobody answers, or nobody who knows
     */
    public Optional<JsonNode> find(URI dispatcher, String requestId) {
        return get(dispatcher, "/queue/" + URLEncoder.encode(requestId, StandardCharsets.UTF_8));
    }

    private Optional<JsonNode> get(URI dispatcher, String path) {
        HttpResponse<String> response = send(dispatcher, path);
        return switch (response.statusCode()) {
            case 200 -> Optional.of(parse(dispatcher, response.body()));
            case 404 -> {
                if (!response.body().contains("does not wait here")) {
                    throw noQueue(dispatcher);
                }
                yield Optional.empty();
            }
            case 503 ->
                    throw new QueueUnavailableException(
                            "the dispatcher at %s is reading its state; ask again"
                                    .formatted(dispatcher));
            default ->
                    throw new QueueUnavailableException(
                            "%s answered %d".formatted(dispatcher, response.statusCode()));
        };
    }

    private HttpResponse<String> send(URI dispatcher, String path) {
        try {
            URI uri = URI.create(dispatcher.toString().replaceAll("/+$", "") + path);
            return client.send(
                    HttpRequest.newBuilder(uri).timeout(ANSWER_MAX).build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException | IllegalArgumentException e) {
            throw new QueueUnavailableException(
                    "no dispatcher answers at %s: does it run with --health-port? Name others with --dispatcher"
                            .formatted(dispatcher),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new QueueUnavailableException("interrupted", e);
        }
    }

    private static JsonNode parse(URI dispatcher, String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new QueueUnavailableException(dispatcher + " is no dispatcher", e);
        }
    }

    private static QueueUnavailableException noQueue(URI dispatcher) {
        return new QueueUnavailableException(
                "%s has no queue: it runs no placement".formatted(dispatcher));
    }

    @Override
    public void close() {
        client.close();
    }
}
