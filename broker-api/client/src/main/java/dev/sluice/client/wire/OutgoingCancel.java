package dev.sluice.client.wire;

import dev.sluice.schemas.id.RequestId;
import dev.sluice.schemas.signature.Signature;
import dev.sluice.schemas.signature.SigningKey;
import dev.sluice.schemas.topic.Topics;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * A record for {@code inference.cancels}, not yet published. As JSON, so that no registry is needed
 * to write it.
 *
 * @param customer decides the partition; empty: any, and admission passes it on
 * @param virtualKey id of a key of the customer whose request it is
 * @param reason for people; at most 512 characters of it are kept
 * @param signer what it is signed with when it is published
 */
public record OutgoingCancel(
        RequestId requestId,
        Optional<String> customer,
        String virtualKey,
        Optional<String> reason,
        Optional<SigningKey> signer) {

    /** Without a signature: for doors that do not ask for one. */
    public OutgoingCancel(
            RequestId requestId,
            Optional<String> customer,
            String virtualKey,
            Optional<String> reason) {
        this(requestId, customer, virtualKey, reason, Optional.empty());
    }

    /** The same, to be signed with this key. */
    public OutgoingCancel signedBy(SigningKey key) {
        return new OutgoingCancel(requestId, customer, virtualKey, reason, Optional.of(key));
    }

    /** Its record headers as they are published. */
    public Map<String, String> headers(Signature.Stamp stamp) {
        Map<String, String> plain = Map.of(OutgoingRequest.KEY_HEADER, virtualKey);
        return signer.map(key -> Signing.headers(Topics.CANCELS, value(), plain, key, stamp))
                .orElse(plain);
    }

    /** The record's value. */
    public ByteBuffer value() {
        String because = reason.map(text -> ",\"reason\":" + JsonText.quoted(text)).orElse("");
        String json = "{\"request_id\":" + JsonText.quoted(requestId.toString()) + because + "}";
        return ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8));
    }
}
