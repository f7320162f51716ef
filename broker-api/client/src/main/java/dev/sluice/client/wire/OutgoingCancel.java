package dev.sluice.client.wire;

import dev.sluice.schemas.id.RequestId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A record for {@code inference.cancels}, not yet published. As JSON, so that no registry is needed
 * to write it.
 *
 * @param customer decides the partition; empty: any, and admission passes it on
 * @param virtualKey id of a key of the customer whose request it is
 * @param reason for people; at most 512 characters of it are kept
 */
public record OutgoingCancel(
        RequestId requestId,
        Optional<String> customer,
        String virtualKey,
        Optional<String> reason) {

    /** The record's value. */
    public ByteBuffer value() {
        String because = reason.map(text -> ",\"reason\":" + JsonText.quoted(text)).orElse("");
        String json = "{\"request_id\":" + JsonText.quoted(requestId.toString()) + because + "}";
        return ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8));
    }
}
