package dev.sluice.dispatcher.streams.admission;

import dev.sluice.dispatcher.admission.ingress.Letter;
import dev.sluice.schemas.kafka.AvroWire;
import dev.sluice.schemas.record.HeaderField;
import dev.sluice.schemas.record.InferenceRequest;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.schemas.topic.Topics;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Records of {@code inference.requests} as letters, in the form that they have. Any thread. */
public final class Letters {

    private final AvroWire<InferenceRequest> requests;

    private Letters(AvroWire<InferenceRequest> requests) {
        this.requests = requests;
    }

    /**
     * @throws dev.sluice.schemas.registry.SchemaNotFoundException where the topic's schema is not
     *     registered
     */
    public static Letters of(SchemaRegistry registry) {
        return new Letters(AvroWire.of(Topics.REQUESTS, registry));
    }

    /**
     * Avro where the first byte is 0, else a line of JSON.
     *
     * @throws org.apache.kafka.common.errors.SerializationException where it looks like Avro and is
     *     not
     * @throws dev.sluice.schemas.registry.RegistryUnavailableException where the registry cannot be
     *     asked for its schema now
     */
    public Letter letter(ByteBuffer value, List<HeaderField> headers) {
        byte[] bytes = new byte[value.remaining()];
        value.duplicate().get(bytes);
        int size = bytes.length + bytesOf(headers);
        return AvroWire.looksLikeAvro(bytes)
                ? new Letter.OfAvro(requests.decode(bytes), size)
                : new Letter.OfJson(ByteBuffer.wrap(bytes), texts(headers), size);
    }

    /** An Avro letter as the value of a record. */
    public byte[] value(Letter.OfAvro letter) {
        return requests.encode(letter.request());
    }

    private static int bytesOf(List<HeaderField> headers) {
        int bytes = 0;
        for (HeaderField header : headers) {
            bytes += header.getName().length();
            bytes += header.getValue().map(ByteBuffer::remaining).orElse(0);
        }
        return bytes;
    }

    /** Of two headers with one name the last one counts. */
    static Map<String, String> texts(List<HeaderField> headers) {
        Map<String, String> texts = new HashMap<>();
        for (HeaderField header : headers) {
            header.getValue()
                    .ifPresent(value ->
                            texts.put(
                                    header.getName(),
                                    StandardCharsets.UTF_8.decode(value.duplicate()).toString()));
        }
        return texts;
    }
}
