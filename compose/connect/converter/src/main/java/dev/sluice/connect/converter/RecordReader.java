package dev.sluice.connect.converter;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.errors.DataException;

/** Reads records in Confluent's wire format, each with the schema that wrote it. One thread. */
final class RecordReader implements AutoCloseable {

    private static final byte MAGIC = 0;
    private static final int HEADER_BYTES = 5;

    private final SchemaSource schemas;
    private final ConverterConfig.Shape shape;
    private final Map<Integer, Reading> readings = new HashMap<>();

    /** What is needed for records of one schema, made once. */
    private record Reading(GenericDatumReader<Object> reader, Form form) {}

    RecordReader(SchemaSource schemas, ConverterConfig.Shape shape) {
        this.schemas = schemas;
        this.shape = shape;
    }

    SchemaAndValue read(String topic, byte[] value) {
        if (value.length < HEADER_BYTES || value[0] != MAGIC) {
            throw new DataException(
                    "a value of the topic %s is not in Confluent's wire format (a zero byte, four bytes of schema id, Avro): it has %d bytes and begins with %s"
                            .formatted(topic, value.length, begin(value)));
        }
        int id = ByteBuffer.wrap(value, 1, Integer.BYTES).getInt();
        Reading reading = readings.get(id);
        if (reading == null) {
            reading = reading(topic, schemas.schema(topic, id));
            readings.put(id, reading);
        }
        try {
            Object datum =
                    reading.reader()
                            .read(
                                    null,
                                    DecoderFactory.get()
                                            .binaryDecoder(
                                                    value,
                                                    HEADER_BYTES,
                                                    value.length - HEADER_BYTES,
                                                    null));
            return new SchemaAndValue(reading.form().schema(), reading.form().of(datum));
        } catch (IOException | RuntimeException e) {
            throw new DataException(
                    "a value of the topic %s cannot be read with its schema %d: %s"
                            .formatted(topic, id, e),
                    e);
        }
    }

    @Override
    public void close() {
        schemas.close();
    }

    private Reading reading(String topic, Schema schema) {
        try {
            Form form =
                    switch (shape) {
                        case COLUMNS -> ColumnShape.of(schema);
                        case AVRO -> Types.form(schema);
                    };
            return new Reading(new GenericDatumReader<>(schema), form);
        } catch (DataException e) {
            throw new DataException("the schema of the topic " + topic + ": " + e.getMessage(), e);
        }
    }

    private static String begin(byte[] value) {
        return value.length == 0 ? "nothing" : "byte %d".formatted(value[0]);
    }
}
