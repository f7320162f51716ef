package dev.sluice.door.http;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.door.DoorAnswer;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Supplier;

/** {@code /healthz}: the process is up. {@code /readyz}: all its parts serve, or which do not. */
public final class HealthEndpoints implements HttpService {

    private static final JsonMapper JSON = new JsonMapper();

    private final Supplier<Readiness> readiness;

    /**
     * @param readiness asked at each call of {@code /readyz}, from any thread
     */
    public HealthEndpoints(Supplier<Readiness> readiness) {
        this.readiness = readiness;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/healthz", (_, response) -> Replies.send(response, up()));
        rules.get("/readyz", (_, response) -> Replies.send(response, ready(readiness.get())));
    }

    private static DoorAnswer up() {
        return answer(200, JSON.createObjectNode().put("status", "up"));
    }

    static DoorAnswer ready(Readiness readiness) {
        ObjectNode body = JSON.createObjectNode();
        if (readiness.ready()) {
            return answer(200, body.put("status", "ready"));
        }
        ObjectNode parts = body.put("status", "not ready").putObject("waiting_for");
        readiness.waitingFor().forEach(parts::put);
        return answer(503, body);
    }

    private static DoorAnswer answer(int status, ObjectNode body) {
        byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
        return new DoorAnswer(status, Map.of(), ByteBuffer.wrap(bytes));
    }
}
