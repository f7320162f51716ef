package dev.sluice.schemas.kafka;

import dev.sluice.schemas.registry.RegistryUnavailableException;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.schemas.topic.Topic;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;

/**
 * Reads values in Confluent's wire format. Asks the registry for the schemas that it meets and for
 * no other, so that a reader may be older or newer than the writer. Any thread.
 */
public final class AvroDecoder<V extends SpecificRecord> {

    private final SchemaRegistry registry;
    private final Schema schema;
    private final Map<Integer, SpecificDatumReader<V>> readers = new ConcurrentHashMap<>();

    private AvroDecoder(Schema schema, SchemaRegistry registry) {
        this.schema = schema;
        this.registry = registry;
    }

    /** Of the values of this topic, and of others with the same record. */
    public static <V extends SpecificRecord> AvroDecoder<V> of(
            Topic<V> topic, SchemaRegistry registry) {
        return new AvroDecoder<>(topic.schema(), registry);
    }

    /**
     * @throws SerializationException where the bytes are not this format, or their schema is
     *     unknown or cannot be read as this one
     * @throws RegistryUnavailableException where the registry cannot be asked for that schema now;
     *     the record may be good
     */
    public V decode(byte[] bytes) {
        if (!AvroWire.looksLikeAvro(bytes)) {
            throw new SerializationException(
                    "not in Confluent's wire format: no zero byte and schema id in front");
        }
        int id = ByteBuffer.wrap(bytes, 1, Integer.BYTES).getInt();
        try {
            return readers.computeIfAbsent(id, this::reader)
                    .read(
                            null,
                            DecoderFactory.get()
                                    .binaryDecoder(
                                            bytes,
                                            AvroWire.HEADER_BYTES,
                                            bytes.length - AvroWire.HEADER_BYTES,
                                            null));
        } catch (RegistryUnavailableException e) {
            throw e; // nothing is wrong with the record: it must not become a dead letter
        } catch (IOException | RuntimeException e) {
            throw new SerializationException(
                    "cannot read schema "
                            + id
                            + " as "
                            + schema.getFullName()
                            + ": "
                            + e.getMessage(),
                    e);
        }
    }

    private SpecificDatumReader<V> reader(int id) {
        return new SpecificDatumReader<>(registry.schema(id), schema);
    }
}
