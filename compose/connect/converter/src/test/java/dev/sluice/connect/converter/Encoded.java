package dev.sluice.connect.converter;

import dev.sluice.schemas.registry.MemorySchemaRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.Struct;

/**
 * A record with one field {@code f}, written as a producer would, and what the converter makes of
 * it.
 */
final class Encoded {

    private static final String TOPIC = "t";

    private Encoded() {}

    /**
     * @param type JSON of the field's type
     */
    static Schema recordWith(String type) {
        return schema("{\"name\":\"f\",\"type\":" + type + "}");
    }

    /**
     * @param fields JSON of fields, with commas in between
     */
    static Schema schema(String fields) {
        return new Schema.Parser()
                .parse(
                        "{\"type\":\"record\",\"name\":\"R\",\"namespace\":\"x\",\"fields\":["
                                + fields
                                + "]}");
    }

    static GenericRecord record(Schema schema, Object value) {
        return new GenericRecordBuilder(schema).set("f", value).build();
    }

    /** The struct that becomes of a record. */
    static Struct converted(ConverterConfig.Shape shape, GenericRecord record) {
        return (Struct) convert(shape, record).value();
    }

    static SchemaAndValue convert(ConverterConfig.Shape shape, GenericRecord record) {
        MemorySchemaRegistry registry = new MemorySchemaRegistry();
        int id = registry.register(TOPIC + "-value", record.getSchema());
        try (AvroConverter converter = new AvroConverter(registry, shape)) {
            return converter.toConnectData(TOPIC, bytes(id, record));
        }
    }

    /** Confluent's wire format. */
    static byte[] bytes(int id, GenericRecord record) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(ByteBuffer.allocate(5).put((byte) 0).putInt(id).array());
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
        try {
            new GenericDatumWriter<GenericRecord>(record.getSchema()).write(record, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
