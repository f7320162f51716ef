package dev.sluice.client.wire;

import dev.sluice.schemas.record.Tenant;
import dev.sluice.schemas.signature.Signature;
import dev.sluice.schemas.signature.SigningKey;
import dev.sluice.schemas.topic.Topics;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * A record for {@code inference.requests}, not yet published.
 *
 * @param customer decides the partition; empty: any, and admission passes the request on
 * @param value one line of the OpenAI Batch input format, or an Avro record in the wire format
 * @param headers record headers, values in UTF-8; a signature comes on top of them
 * @param signer what it is signed with when it is published
 */
public record OutgoingRequest(
        Optional<String> customer,
        ByteBuffer value,
        Map<String, String> headers,
        Optional<SigningKey> signer) {

    /** Record header with the id of the virtual key. Its secret never travels. */
    public static final String KEY_HEADER = "sluice-key";

    public OutgoingRequest {
        headers = Collections.unmodifiableMap(new TreeMap<>(headers));
    }

    /** Without a signature: for doors that do not ask for one. */
    public OutgoingRequest(
            Optional<String> customer, ByteBuffer value, Map<String, String> headers) {
        this(customer, value, headers, Optional.empty());
    }

    /** The same, to be signed with this key. */
    public OutgoingRequest signedBy(SigningKey key) {
        return new OutgoingRequest(customer, value, headers, Optional.of(key));
    }

    /**
     * Its headers as they are published, with the signature where it has a signer.
     *
     * @throws IllegalArgumentException where a header cannot be signed
     */
    public Map<String, String> headers(Signature.Stamp stamp) {
        return signer.map(key -> Signing.headers(Topics.REQUESTS, value, headers, key, stamp))
                .orElse(headers);
    }

    /**
     * A request of a known virtual key.
     *
     * @param given record headers by their name where somebody gave one; others than Sluice's own
     *     are not asked for
     */
    public static OutgoingRequest of(
            Tenant tenant, ByteBuffer value, Function<String, Optional<String>> given) {
        Map<String, String> headers = new TreeMap<>();
        for (OptionalHeader header : OptionalHeader.values()) {
            given.apply(header.wireName).ifPresent(text -> headers.put(header.wireName, text));
        }
        headers.put(KEY_HEADER, tenant.getVirtualKey());
        return new OutgoingRequest(Optional.of(tenant.getCustomer()), value, headers);
    }

    /** Record headers that a request may have; the same names are HTTP headers of the door. */
    public enum OptionalHeader {
        IDEMPOTENCY_KEY("idempotency-key"),
        DEADLINE("sluice-deadline"),
        PRIORITY("sluice-priority"),
        WORKFLOW("sluice-workflow"),
        STEP("sluice-step"),
        ON_LIMIT("sluice-on-limit"),
        REPEATABLE("sluice-repeatable"),
        FALLBACK("sluice-fallback"),
        ON_UNREACHABLE("sluice-on-unreachable"),
        PIN("sluice-pin"),
        CACHE("sluice-cache"),
        TAGS("sluice-tags"),
        TRACEPARENT("traceparent");

        private final String wireName;

        OptionalHeader(String wireName) {
            this.wireName = wireName;
        }

        public String wireName() {
            return wireName;
        }
    }
}
