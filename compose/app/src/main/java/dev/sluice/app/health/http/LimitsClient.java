package dev.sluice.app.health.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.app.health.http.DispatcherPort.Question;
import dev.sluice.dispatcher.admission.quota.LimitSelection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Asks dispatchers how full the limits of their customers are. Owned by one thread. */
public final class LimitsClient implements AutoCloseable {

    private final DispatcherPort port = new DispatcherPort();

    /**
     * {@code /limits} of a dispatcher; empty where its configuration has nobody who is asked for.
     *
     * @throws DispatcherUnavailableException where nobody answers, or nobody who knows
     */
    public Optional<JsonNode> report(URI dispatcher, LimitSelection selection) {
        return port.ask(
                dispatcher,
                new Question(
                        "/limits" + query(selection),
                        LimitsEndpoints.NOBODY,
                        "tells no limits: it runs no admission"));
    }

    private static String query(LimitSelection selection) {
        List<String> parts = new ArrayList<>();
        selection.customer().ifPresent(id -> parts.add(part(LimitsEndpoints.CUSTOMER, id)));
        selection.team().ifPresent(id -> parts.add(part(LimitsEndpoints.TEAM, id)));
        selection.virtualKey().ifPresent(id -> parts.add(part(LimitsEndpoints.KEY, id)));
        return parts.isEmpty() ? "" : "?" + String.join("&", parts);
    }

    private static String part(String name, String id) {
        return name + "=" + URLEncoder.encode(id, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        port.close();
    }
}
