package dev.sluice.app.health.http;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.dispatcher.placement.QueueReport;
import dev.sluice.dispatcher.streams.placement.PlacementQueue;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * {@code /queue}: what waits in the pools that this process owns. {@code /queue/ID}: one request.
 */
final class QueueEndpoints implements HttpService {

    private static final JsonMapper JSON = new JsonMapper();

    private final PlacementQueue queue;

    QueueEndpoints(PlacementQueue queue) {
        this.queue = queue;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/queue", (_, response) -> send(response, Status.OK_200, report()));
        rules.get("/queue/{id}", this::position);
    }

    private ObjectNode report() {
        // Asked first: what is ready now was so when it reported.
        boolean ready = queue.ready();
        return QueueJson.report(queue.report(), JSON.createObjectNode().put("ready", ready));
    }

    private void position(ServerRequest request, ServerResponse response) {
        boolean ready = queue.ready();
        Optional<QueueReport.Position> found =
                queue.find(request.path().pathParameters().get("id"));
        if (found.isPresent()) {
            send(response, Status.OK_200, QueueJson.position(found.get(), JSON.createObjectNode()));
        } else if (ready) {
            send(response, Status.NOT_FOUND_404, error("does not wait here"));
        } else {
            send(
                    response,
                    Status.SERVICE_UNAVAILABLE_503,
                    error("the state is being read, ask again"));
        }
    }

    private static ObjectNode error(String message) {
        return JSON.createObjectNode().put("error", message);
    }

    private static void send(ServerResponse response, Status status, ObjectNode body) {
        response.status(status);
        response.headers().set(HeaderNames.CONTENT_TYPE, "application/json");
        response.send(body.toString().getBytes(StandardCharsets.UTF_8));
    }
}
