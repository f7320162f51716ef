package dev.sluice.schemas.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.schemas.record.Priority;
import dev.sluice.schemas.record.Work;
import dev.sluice.schemas.registry.MemorySchemaRegistry;
import dev.sluice.schemas.topic.Topics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;

/** Writer and reader of different releases. */
final class AvroWireEvolutionTest {

    private static final String CANCEL =
            """
            {"type":"record","name":"CancelRequest","namespace":"dev.sluice.schemas.record",
             "fields":[%s]}\
            """;
    private static final String ID = "{\"name\":\"requestId\",\"type\":\"string\"}";
    private static final String KEY = "{\"name\":\"virtualKey\",\"type\":\"string\"}";

    private final WireRecords records = new WireRecords();

    @Test
    void aFieldThatTheWriterDidNotKnowGetsItsDefault() {
        byte[] old = written(CANCEL.formatted(ID + "," + KEY), Map.of());
        assertThat(records.wire(Topics.CANCELS).decode(old)).isEqualTo(WireRecords.cancel());
    }

    @Test
    void whoOnlyReadsNeedsNoSchemaOfItsOwnInTheRegistry() {
        MemorySchemaRegistry writersOnly = new MemorySchemaRegistry();
        Schema older = new Schema.Parser().parse(CANCEL.formatted(ID + "," + KEY));
        int id = writersOnly.register(Topics.CANCELS.subject(), older);
        ByteBuffer bytes = ByteBuffer.wrap(written(CANCEL.formatted(ID + "," + KEY), Map.of()));
        bytes.putInt(1, id);

        assertThat(AvroDecoder.of(Topics.CANCELS, writersOnly).decode(bytes.array()))
                .isEqualTo(WireRecords.cancel());
    }

    @Test
    void aFieldThatTheReaderDoesNotKnowIsSkipped() {
        String extra = "{\"name\":\"urgency\",\"type\":\"int\"}";
        byte[] newer =
                written(CANCEL.formatted(ID + "," + extra + "," + KEY), Map.of("urgency", 11));
        assertThat(records.wire(Topics.CANCELS).decode(newer)).isEqualTo(WireRecords.cancel());
    }

    @Test
    void aSymbolThatTheReaderDoesNotKnowBecomesTheDefault() {
        String schema =
                Topics.WORK.schema().toString().replace("\"BATCH\"]", "\"BATCH\",\"WHENEVER\"]");
        Schema newer = new Schema.Parser().parse(schema);
        Work work = WireRecords.work();
        GenericRecord record = generic(work, newer);
        GenericRecord inner = (GenericRecord) record.get("attempt");
        Schema priority = inner.getSchema().getField("priority").schema();
        inner.put("priority", new GenericData.EnumSymbol(priority, "WHENEVER"));
        Work read = records.wire(Topics.WORK).decode(encode(record));
        assertThat(read.getAttempt().getPriority()).isEqualTo(Priority.STANDARD);
    }

    @Test
    void aFieldWithoutDefaultThatIsMissingIsAnError() {
        byte[] bytes = written(CANCEL.formatted(ID), Map.of());
        assertThatThrownBy(() -> records.wire(Topics.CANCELS).decode(bytes))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("CancelRequest");
    }

    private byte[] written(String schema, Map<String, Object> more) {
        GenericRecord record = new GenericData.Record(new Schema.Parser().parse(schema));
        record.put("requestId", "r");
        if (record.hasField("virtualKey")) {
            record.put("virtualKey", "v");
        }
        more.forEach(record::put);
        return encode(record);
    }

    private GenericRecord generic(Work work, Schema as) {
        try {
            byte[] bytes = records.encoded(Topics.WORK, work);
            return new GenericDatumReader<GenericRecord>(Topics.WORK.schema(), as)
                    .read(
                            null,
                            DecoderFactory.get().binaryDecoder(bytes, 5, bytes.length - 5, null));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private byte[] encode(GenericRecord record) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int id = records.registry().register("any", record.getSchema());
        out.writeBytes(ByteBuffer.allocate(5).put((byte) 0).putInt(id).array());
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
        try {
            new GenericDatumWriter<GenericRecord>(record.getSchema()).write(record, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return out.toByteArray();
    }
}
