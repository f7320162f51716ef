package dev.sluice.dispatcher.admission.ingress;

import dev.sluice.schemas.record.CancelRequest;
import dev.sluice.schemas.record.InferenceRequest;
import dev.sluice.schemas.signature.Signature;
import dev.sluice.schemas.signature.SignedText;
import dev.sluice.schemas.topic.Topic;
import dev.sluice.schemas.topic.Topics;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a published record says of who wrote it. Nothing of it is checked.
 *
 * @param signature as it is written
 * @param text what must have been signed at that time; empty where it cannot be signed at all
 */
record Signable(
        Optional<String> virtualKey,
        Optional<String> signature,
        Function<Signature.Stamp, Optional<SignedText>> text) {

    static Signable of(Letter letter) {
        return switch (letter) {
            case Letter.OfAvro(InferenceRequest request, _) ->
                    new Signable(
                            letter.virtualKey(),
                            request.getSignature().map(Signable::utf8),
                            stamp -> SignedText.ofAvro(Topics.REQUESTS, request, stamp));
            case Letter.OfJson(ByteBuffer line, Map<String, String> headers, _) ->
                    ofJson(Topics.REQUESTS, line, headers);
        };
    }

    static Signable of(CancelRequest request) {
        return new Signable(
                Optional.of(request.getVirtualKey()),
                request.getSignature().map(Signable::utf8),
                stamp -> SignedText.ofAvro(Topics.CANCELS, request, stamp));
    }

    static Signable ofJson(Topic<?> topic, ByteBuffer value, Map<String, String> headers) {
        return new Signable(
                Optional.ofNullable(headers.get(JsonLine.KEY_HEADER)),
                Optional.ofNullable(headers.get(Signature.HEADER)),
                stamp -> SignedText.ofJson(topic, value, headers, stamp));
    }

    private static String utf8(ByteBuffer bytes) {
        return StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
    }
}
