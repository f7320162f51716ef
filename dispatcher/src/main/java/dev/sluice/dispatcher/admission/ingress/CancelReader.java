package dev.sluice.dispatcher.admission.ingress;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.config.ActiveConfig;
import dev.sluice.config.VirtualKeys;
import dev.sluice.dispatcher.admission.request.Cancel;
import dev.sluice.schemas.id.RequestId;
import dev.sluice.schemas.record.CancelRequest;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;

/** Reads what was published on {@code inference.cancels}. Any thread. */
public final class CancelReader {

    private final VirtualKeys keys;

    public CancelReader(ActiveConfig config) {
        this.keys = VirtualKeys.of(config.config());
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
    public Reading avro(CancelRequest request) {
        return reading(request.getRequestId(), request.getVirtualKey(), request.getReason());
    }

    /**
     * As JSON, {@code {"request_id": …, "reason": …}}, with the virtual key in a record header.
     *
     * @param headers of the record
     */
    public Reading json(ByteBuffer value, Map<String, String> headers) {
        try {
            JsonNode node = Json.read(value);
            return reading(
                    node.path("request_id").asText(""),
                    headers.getOrDefault(JsonLine.KEY_HEADER, ""),
                    Optional.of(node.path("reason").asText("")));
        } catch (Flaw flaw) {
            return new Reading.Unreadable("undecodable", flaw.text());
        }
    }

    private Reading reading(String requestId, String virtualKey, Optional<String> reason) {
        if (RequestId.parse(requestId).isEmpty()) {
            return new Reading.Unreadable(
                    "no_request_id",
                    "request_id is not the id of a request: topic.partition.offset");
        }
        return keys.find(virtualKey)
                .<Reading>map(owner ->
                        new Reading.Known(
                                new Cancel(
                                        requestId,
                                        owner.tenant(),
                                        reason.filter(text -> !text.isBlank()))))
                .orElseGet(() ->
                        new Reading.Unreadable(
                                "unknown_virtual_key",
                                "a cancel names a known virtual key, in the header sluice-key"));
    }
}
