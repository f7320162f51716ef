package dev.sluice.schemas.kafka;

import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.schemas.topic.Topic;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Map;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Values of one topic in Confluent's wire format: a zero byte, the schema's id in four bytes
 * big-endian, the record in Avro binary. Connect, Flink and every Kafka UI read it. The id of the
 * own schema is looked up once, when this is made. Any thread.
 */
public final class AvroWire<V extends SpecificRecord>
        implements Serde<V>, Serializer<V>, Deserializer<V> {

    static final byte MAGIC = 0;
    static final int HEADER_BYTES = 5;

    private final int schemaId;
    private final SpecificDatumWriter<V> writer;
    private final AvroDecoder<V> decoder;

    private AvroWire(Topic<V> topic, SchemaRegistry registry) {
        this.schemaId = registry.id(topic.subject(), topic.schema());
        this.writer = new SpecificDatumWriter<>(topic.schema());
        this.decoder = AvroDecoder.of(topic, registry);
    }

    /**
     * @throws dev.sluice.schemas.registry.SchemaNotFoundException where the topic's schema is not
     *     registered
     */
    public static <V extends SpecificRecord> AvroWire<V> of(
            Topic<V> topic, SchemaRegistry registry) {
        return new AvroWire<>(topic, registry);
    }

    /** Whether bytes look like this format rather than JSON text. */
    public static boolean looksLikeAvro(byte[] bytes) {
        return bytes.length >= HEADER_BYTES && bytes[0] == MAGIC;
    }

    public byte[] encode(V value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(256);
        out.writeBytes(ByteBuffer.allocate(HEADER_BYTES).put(MAGIC).putInt(schemaId).array());
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
        try {
            writer.write(value, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return out.toByteArray();
    }

    /** As {@link AvroDecoder#decode}. */
    public V decode(byte[] bytes) {
        return decoder.decode(bytes);
    }

    @Override
    public byte[] serialize(String topic, V value) {
        return encode(value);
    }

    @Override
    public V deserialize(String topic, byte[] bytes) {
        return decode(bytes);
    }

    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {}

    @Override
    public void close() {}

    @Override
    public Serializer<V> serializer() {
        return this;
    }

    @Override
    public Deserializer<V> deserializer() {
        return this;
    }
}
