package dev.sluice.warehouse.cli;

import dev.sluice.schemas.record.LedgerEntry;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.schemas.topic.Topics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;

/** An entry as a later version of the ledger might write it, with a field {@code region}. */
final class NewerEntry {

    private static final String REGION =
            ",{\"name\":\"region\",\"type\":[\"null\",\"string\"],\"default\":null}]}";

    private NewerEntry() {}

    static byte[] encoded(SchemaRegistry registry, LedgerEntry entry) {
        String today = LedgerEntry.getClassSchema().toString();
        Schema newer =
                new Schema.Parser()
                        .parse(today.substring(0, today.length() - "]}".length()) + REGION);
        int id = registry.register(Topics.ENTRIES.subject(), newer);
        try {
            GenericData.Record record = read(write(entry), newer);
            record.put("region", "eu");
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.writeBytes(ByteBuffer.allocate(5).put((byte) 0).putInt(id).array());
            BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
            new GenericDatumWriter<GenericData.Record>(newer).write(record, encoder);
            encoder.flush();
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] write(LedgerEntry entry) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
        new SpecificDatumWriter<>(LedgerEntry.class).write(entry, encoder);
        encoder.flush();
        return out.toByteArray();
    }

    private static GenericData.Record read(byte[] bytes, Schema newer) throws IOException {
        return new GenericDatumReader<GenericData.Record>(LedgerEntry.getClassSchema(), newer)
                .read(null, DecoderFactory.get().binaryDecoder(bytes, null));
    }
}
