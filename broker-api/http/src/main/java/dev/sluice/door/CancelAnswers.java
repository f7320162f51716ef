package dev.sluice.door;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sluice.schemas.id.RequestId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What the door says to who cancels a request. */
public final class CancelAnswers {

    private static final int ACCEPTED = 202;

    private CancelAnswers() {}

    /** The wish is in Kafka: the request's own result says what came of it. */
    public static DoorAnswer accepted(RequestId id) {
        String body =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("id", id.toString())
                        .put("object", "request.cancel")
                        .put("status", "accepted")
                        .toString();
        return new DoorAnswer(
                ACCEPTED, Map.of(), ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8)));
    }

    public static ApiError noId() {
        return ApiError.badRequest(
                "The path names no request: POST /v1/requests/{id}/cancel with the x-request-id of"
                        + " an answer.");
    }

    public static ApiError notTaken() {
        return ApiError.unavailable(
                "The wish could not be published: send it again, twice does no harm.",
                "not_published");
    }
}
