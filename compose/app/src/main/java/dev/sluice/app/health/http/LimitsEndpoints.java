package dev.sluice.app.health.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.dispatcher.admission.quota.LimitSelection;
import dev.sluice.dispatcher.streams.admission.AdmissionLimits;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Optional;

/** {@code /limits}: how full the limits are of the customers that this process owns. */
final class LimitsEndpoints implements HttpService {

    static final String CUSTOMER = "customer";
    static final String TEAM = "team";
    static final String KEY = "key";

    /** What a 404 says where the path is there. */
    static final String NOBODY = "the configuration has nobody of this name";

    private final AdmissionLimits limits;

    LimitsEndpoints(AdmissionLimits limits) {
        this.limits = limits;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/limits", this::report);
    }

    private void report(ServerRequest request, ServerResponse response) {
        AdmissionLimits.Answer answer =
                limits.report(
                        new LimitSelection(
                                named(request, CUSTOMER),
                                named(request, TEAM),
                                named(request, KEY)));
        if (answer.whole() && answer.report().customers() == 0) {
            send(response, Status.NOT_FOUND_404, LimitsJson.object().put("error", NOBODY));
        } else {
            send(response, Status.OK_200, LimitsJson.answer(answer));
        }
    }

    private static Optional<String> named(ServerRequest request, String name) {
        return request.query().first(name).asOptional();
    }

    private static void send(ServerResponse response, Status status, ObjectNode body) {
        response.status(status);
        response.headers().set(HeaderNames.CONTENT_TYPE, "application/json");
        response.send(LimitsJson.bytes(body));
    }
}
