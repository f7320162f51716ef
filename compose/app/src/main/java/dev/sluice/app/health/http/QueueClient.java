package dev.sluice.app.health.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.app.health.http.DispatcherPort.Question;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Asks dispatchers what waits at them. Owned by one thread. */
public final class QueueClient implements AutoCloseable {

    private final DispatcherPort port = new DispatcherPort();

    /**
     * {@code /queue} of a dispatcher.
     *
     * @throws DispatcherUnavailableException where nobody answers, or nobody who knows
     */
    public JsonNode report(URI dispatcher) {
        Question question = question("/queue");
        return port.ask(dispatcher, question)
                .orElseThrow(() -> DispatcherPort.withoutPath(dispatcher, question));
    }

    /**
     * Where a request stands at a dispatcher; empty where it does not wait there.
     *
     * @throws DispatcherUnavailableException where nobody answers, or nobody who knows
     */
    public Optional<JsonNode> find(URI dispatcher, String requestId) {
        return port.ask(
                dispatcher,
                question("/queue/" + URLEncoder.encode(requestId, StandardCharsets.UTF_8)));
    }

    private static Question question(String path) {
        return new Question(path, "does not wait here", "has no queue: it runs no placement");
    }

    @Override
    public void close() {
        port.close();
    }
}
