package dev.sluice.client.wire;

import dev.sluice.schemas.signature.Signature;
import dev.sluice.schemas.signature.SignedText;
import dev.sluice.schemas.signature.SigningKey;
import dev.sluice.schemas.topic.Topic;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;

/** Adds the signature to the headers of a record in JSON. */
final class Signing {

    private Signing() {}

    static Map<String, String> headers(
            Topic<?> topic,
            ByteBuffer value,
            Map<String, String> headers,
            SigningKey key,
            Signature.Stamp stamp) {
        SignedText text =
                SignedText.ofJson(topic, value, headers, stamp)
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        "a signed record has no line feed in its headers"));
        Map<String, String> signed = new TreeMap<>(headers);
        signed.put(Signature.HEADER, key.sign(text).text());
        return signed;
    }
}
