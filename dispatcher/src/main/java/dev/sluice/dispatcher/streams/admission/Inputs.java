package dev.sluice.dispatcher.streams.admission;

import dev.sluice.config.ActiveConfig;
import dev.sluice.config.SecretRef;
import dev.sluice.config.VirtualKeys;
import dev.sluice.dispatcher.admission.ingress.CancelReader;
import dev.sluice.dispatcher.admission.ingress.KeyCheck;
import dev.sluice.dispatcher.admission.ingress.Letter;
import dev.sluice.dispatcher.admission.ingress.Reading;
import dev.sluice.dispatcher.admission.ingress.RequestReader;
import dev.sluice.schemas.id.RequestId;
import dev.sluice.schemas.kafka.AvroWire;
import dev.sluice.schemas.record.AttemptEnd;
import dev.sluice.schemas.record.CancelRequest;
import dev.sluice.schemas.record.HeaderField;
import dev.sluice.schemas.record.ReroutedRequest;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.schemas.topic.Partitions;
import dev.sluice.schemas.topic.Topics;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Decodes admission's inputs. Owned by the stream thread. */
final class Inputs {

    private final Letters letters;
    private final AvroWire<ReroutedRequest> rerouted;
    private final AvroWire<AttemptEnd> ends;
    private final AvroWire<CancelRequest> cancels;
    private final String requestsTopicId;
    private final Function<SecretRef, String> secrets;
    private RequestReader reader;
    private CancelReader cancelReader;

    /**
     * @param secrets from a reference to the secret
     */
    Inputs(
            SchemaRegistry registry,
            ActiveConfig config,
            String requestsTopicId,
            Function<SecretRef, String> secrets) {
        this.letters = Letters.of(registry);
        this.rerouted = AvroWire.of(Topics.REROUTED, registry);
        this.ends = AvroWire.of(Topics.OUTCOMES, registry);
        this.cancels = AvroWire.of(Topics.CANCELS, registry);
        this.secrets = secrets;
        KeyCheck door = KeyCheck.of(config.config(), secrets);
        this.reader = new RequestReader(config, door);
        this.cancelReader = new CancelReader(door);
        this.requestsTopicId = requestsTopicId;
    }

    /** What is read from now on is read by this configuration. */
    void under(ActiveConfig config) {
        KeyCheck door = KeyCheck.of(config.config(), secrets);
        reader = new RequestReader(config, door);
        cancelReader = new CancelReader(door);
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

    /** Avro where the first byte is 0, else JSON. */
    CancelReader.Reading cancel(ByteBuffer value, List<HeaderField> headers, Instant now) {
        byte[] bytes = new byte[value.remaining()];
        value.duplicate().get(bytes);
        return AvroWire.looksLikeAvro(bytes)
                ? cancelReader.avro(cancels.decode(bytes), now)
                : cancelReader.json(ByteBuffer.wrap(bytes), Letters.texts(headers), now);
    }

    Letter letter(ByteBuffer value, List<HeaderField> headers) {
        return letters.letter(value, headers);
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
}
