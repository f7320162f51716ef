package dev.sluice.dispatcher.streams.admission;

import dev.sluice.config.VirtualKeys;
import dev.sluice.dispatcher.admission.ingress.Letter;
import dev.sluice.dispatcher.admission.ingress.Reading;
import dev.sluice.dispatcher.admission.ingress.RequestReader;
import dev.sluice.schemas.id.RequestId;
import dev.sluice.schemas.kafka.AvroWire;
import dev.sluice.schemas.record.AttemptEnd;
import dev.sluice.schemas.record.HeaderField;
import dev.sluice.schemas.record.InferenceRequest;
import dev.sluice.schemas.record.ReroutedRequest;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.schemas.topic.Partitions;
import dev.sluice.schemas.topic.Topics;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Decodes admission's inputs. Owned by the stream thread. */
final class Inputs {

    private final AvroWire<InferenceRequest> requests;
    private final AvroWire<ReroutedRequest> rerouted;
    private final AvroWire<AttemptEnd> ends;
    private final RequestReader reader;
    private final String requestsTopicId;

    Inputs(SchemaRegistry registry, RequestReader reader, String requestsTopicId) {
        this.requests = AvroWire.of(Topics.REQUESTS, registry);
        this.rerouted = AvroWire.of(Topics.REROUTED, registry);
        this.ends = AvroWire.of(Topics.OUTCOMES, registry);
        this.reader = reader;
        this.requestsTopicId = requestsTopicId;
    }

    String requestId(int partition, long offset) {
        return new RequestId(requestsTopicId, partition, offset).toString();
    }

    ReroutedRequest rerouted(byte[] value) {
        return rerouted.decode(value);
    }

    AttemptEnd end(byte[] value) {
        return ends.decode(value);
    }

    /** Avro where the first byte is 0, else a line of JSON. */
    Letter letter(ByteBuffer value, List<HeaderField> headers) {
        byte[] bytes = new byte[value.remaining()];
        value.duplicate().get(bytes);
        int size = bytes.length + bytesOf(headers);
        return AvroWire.looksLikeAvro(bytes)
                ? new Letter.OfAvro(requests.decode(bytes), size)
                : new Letter.OfJson(ByteBuffer.wrap(bytes), texts(headers), size);
    }

    /**
     * The customer whose partition this letter belongs on, if it is another than this one. One that
     * is too large for the way there is refused here.
     */
    Optional<String> ownerElsewhere(Letter letter, int partition, int partitions) {
        return reader.owner(letter)
                .filter(_ -> reader.isOfSize(letter))
                .map(VirtualKeys.Entry::customer)
                .map(customer -> customer.id())
                .filter(customer -> Partitions.of(customer, partitions) != partition);
    }

    Reading read(Letter letter, String requestId, Instant acceptedAt, Instant now) {
        return reader.read(letter, requestId, acceptedAt, now);
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
    private static Map<String, String> texts(List<HeaderField> headers) {
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
