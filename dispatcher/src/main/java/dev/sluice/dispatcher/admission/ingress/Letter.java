package dev.sluice.dispatcher.admission.ingress;

import dev.sluice.schemas.record.InferenceRequest;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;

/**
 * A published request before its content is looked at: enough to say whose it is, so that one that
 * belongs to another partition is passed on unread.
 */
public sealed interface Letter {

    Optional<String> virtualKey();

    /** Of the whole record, headers too. */
    int bytes();

    /** An Avro record. Its headers mean nothing. */
    record OfAvro(InferenceRequest request, int bytes) implements Letter {
        @Override
        public Optional<String> virtualKey() {
            return Optional.of(request.getVirtualKey());
        }
    }

    /** A line of the OpenAI Batch input format, with the rest in record headers. */
    record OfJson(ByteBuffer line, Map<String, String> headers, int bytes) implements Letter {
        public OfJson {
            headers = Map.copyOf(headers);
        }

        @Override
        public Optional<String> virtualKey() {
            return Optional.ofNullable(headers.get(JsonLine.KEY_HEADER));
        }

        /** Empty too where the header has no text. */
        Optional<String> header(String name) {
            return Optional.ofNullable(headers.get(name)).filter(value -> !value.isEmpty());
        }
    }
}
