package dev.sluice.app.health.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/** Reads from the health ports of dispatchers. Owned by one thread. */
final class DispatcherPort implements AutoCloseable {

    /** Numbers stay as they were written: money too. */
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                    .build();

    private static final Duration ANSWER_MAX = Duration.ofSeconds(15);

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    /**
     * What is asked for.
     *
     * @param noneWords words of a 404 that says there is none of it, and not that there is no path
     * @param withoutPath what is so of a process that has no such path, behind its address
     */
    record Question(String path, String noneWords, String withoutPath) {}

    /**
     * The answer; empty where there is none of it.
     *
     * @throws DispatcherUnavailableException where nobody answers, or nobody who knows
     */
    Optional<JsonNode> ask(URI dispatcher, Question question) {
        HttpResponse<String> response = send(dispatcher, question.path());
        return switch (response.statusCode()) {
            case 200 -> Optional.of(parse(dispatcher, response.body()));
            case 404 -> {
                if (!response.body().contains(question.noneWords())) {
                    throw withoutPath(dispatcher, question);
                }
                yield Optional.empty();
            }
            case 503 ->
                    throw new DispatcherUnavailableException(
                            "the dispatcher at %s is reading its state; ask again"
                                    .formatted(dispatcher));
            default ->
                    throw new DispatcherUnavailableException(
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
            throw new DispatcherUnavailableException(
                    "no dispatcher answers at %s: does it run with --health-port? Name others with --dispatcher"
                            .formatted(dispatcher),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DispatcherUnavailableException("interrupted", e);
        }
    }

    private static JsonNode parse(URI dispatcher, String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new DispatcherUnavailableException(dispatcher + " is no dispatcher", e);
        }
    }

    static DispatcherUnavailableException withoutPath(URI dispatcher, Question question) {
        return new DispatcherUnavailableException(dispatcher + " " + question.withoutPath());
    }

    @Override
    public void close() {
        client.close();
    }
}
