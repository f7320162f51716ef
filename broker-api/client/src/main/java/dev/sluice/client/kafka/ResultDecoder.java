package dev.sluice.client.kafka;

import dev.sluice.schemas.kafka.AvroDecoder;
import dev.sluice.schemas.record.InferenceResult;
import dev.sluice.schemas.registry.RegistryUnavailableException;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.schemas.topic.Topics;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads results, and waits for a registry that is away. Owned by the reader's thread. */
final class ResultDecoder {

    private static final Logger LOG = LoggerFactory.getLogger(ResultDecoder.class);

    private final AvroDecoder<InferenceResult> decoder;
    private final Closing closing;

    ResultDecoder(SchemaRegistry registry, Closing closing) {
        this.decoder = AvroDecoder.of(Topics.RESULTS, registry);
        this.closing = closing;
    }

    /**
     * A registry that is away says nothing of the record: it is asked until it is back.
     *
     * @throws SerializationException where the record is no result; it says where that stands
     * @throws org.apache.kafka.common.errors.WakeupException where the reader is told to stop
     *     meanwhile
     */
    InferenceResult decode(ConsumerRecord<byte[], byte[]> found) {
        while (true) {
            try {
                return decoder.decode(found.value());
            } catch (RegistryUnavailableException e) {
                LOG.atWarn()
                        .addKeyValue("reason", e.getMessage())
                        .log("no schema for a result yet");
                closing.pause();
            } catch (SerializationException e) {
                throw new SerializationException(
                        "%s-%d offset %d is no result in Avro (%s): is this a topic of such results, and the schema registry the right one?"
                                .formatted(
                                        found.topic(),
                                        found.partition(),
                                        found.offset(),
                                        e.getMessage()),
                        e);
            }
        }
    }
}
