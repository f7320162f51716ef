package dev.sluice.dispatcher.codec;

import dev.sluice.schemas.topic.TrustedRecords;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * Values of the store in Avro's single-object encoding: each carries the fingerprint of the schema
 * it was written with. The schemas that a type had before are resources beside the type's own, so
 * that what an earlier release stored is read by this one. One a type; owned by the stream thread.
 */
public final class StateCodec<R extends SpecificRecordBase> {

    private static final String FORMER = "/dev/sluice/dispatcher/state/former/";

    private final BinaryMessageEncoder<R> encoder;
    private final BinaryMessageDecoder<R> decoder;

    private StateCodec(BinaryMessageEncoder<R> encoder, BinaryMessageDecoder<R> decoder) {
        this.encoder = encoder;
        this.decoder = decoder;
    }

    /** Of a generated class. */
    public static <R extends SpecificRecordBase> StateCodec<R> of(Class<R> type) {
        TrustedRecords.trust();
        SpecificData model = SpecificData.getForClass(type);
        Schema schema = model.getSchema(type);
        BinaryMessageDecoder<R> decoder = new BinaryMessageDecoder<>(model, schema);
        formerSchemas(type.getSimpleName()).forEach(decoder::addSchema);
        return new StateCodec<>(new BinaryMessageEncoder<>(model, schema, false), decoder);
    }

    /** {@code NAME-1.avsc}, {@code NAME-2.avsc}… in Avro's parsing canonical form, oldest first. */
    public static List<Schema> formerSchemas(String name) {
        List<Schema> former = new ArrayList<>();
        for (int number = 1; ; number++) {
            String resource = FORMER + name + "-" + number + ".avsc";
            try (InputStream in = StateCodec.class.getResourceAsStream(resource)) {
                if (in == null) {
                    return former;
                }
                former.add(new Schema.Parser().parse(in));
            } catch (IOException e) {
                throw new UncheckedIOException("reading the resource " + resource, e);
            }
        }
    }

    public byte[] write(R record) {
        try {
            ByteBuffer encoded = encoder.encode(record);
            byte[] bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
    }

    public R read(byte[] bytes) {
        try {
            return decoder.decode(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("a value of the own store does not decode", e);
        }
    }
}
