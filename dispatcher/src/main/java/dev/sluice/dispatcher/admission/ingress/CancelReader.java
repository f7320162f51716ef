package dev.sluice.dispatcher.admission.ingress;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.config.VirtualKeys;
import dev.sluice.dispatcher.admission.request.Cancel;
import dev.sluice.schemas.id.RequestId;
import dev.sluice.schemas.record.CancelRequest;
import dev.sluice.schemas.topic.Topics;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Reads what was published on {@code inference.cancels}. Any thread. */
public final class CancelReader {

    private final KeyCheck door;

    public CancelReader(KeyCheck door) {
        this.door = door;
    }

    /** What a published cancel turned out to be. */
    public sealed interface Reading {

        /** Somebody who is known asks for it. */
        record Known(Cancel cancel) implements Reading {}

        /**
         * It goes to the dead letters.
         *
         * @param reason a constant word
         */
        record Unreadable(String reason, String detail) implements Reading {}
    }

    /** In Avro. Its headers mean nothing. */
    public Reading avro(CancelRequest request, Instant now) {
        return reading(request.getRequestId(), Signable.of(request), request.getReason(), now);
    }

    /**
     * As JSON, {@code {"request_id": …, "reason": …}}, with the virtual key in a record header.
     *
     * @param headers of the record
     */
    public Reading json(ByteBuffer value, Map<String, String> headers, Instant now) {
        try {
            JsonNode node = Json.read(value);
            return reading(
                    node.path("request_id").asText(""),
                    Signable.ofJson(Topics.CANCELS, value, headers),
                    Optional.of(node.path("reason").asText("")),
                    now);
        } catch (Flaw flaw) {
            return new Reading.Unreadable("undecodable", flaw.text());
        }
    }

    /** A cancel does not go stale: to ask twice changes nothing. */
    private Reading reading(
            String requestId, Signable signable, Optional<String> reason, Instant now) {
        if (RequestId.parse(requestId).isEmpty()) {
            return new Reading.Unreadable(
                    "no_request_id",
                    "request_id is not the id of a request: topic.partition.offset");
        }
        return switch (door.check(signable, now, KeyCheck.Age.ANY)) {
            case KeyCheck.Verdict.Known(VirtualKeys.Entry owner, _) ->
                    new Reading.Known(
                            new Cancel(
                                    requestId,
                                    owner.tenant(),
                                    reason.filter(text -> !text.isBlank())));
            case KeyCheck.Verdict.Refused(_, String type, String message) ->
                    new Reading.Unreadable(
                            type,
                            type.equals(KeyCheck.UNKNOWN)
                                    ? "a cancel names a known virtual key, in the header sluice-key"
                                    : message);
        };
    }
}
