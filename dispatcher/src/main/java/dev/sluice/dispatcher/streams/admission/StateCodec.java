package dev.sluice.dispatcher.streams.admission;

import dev.sluice.schemas.topic.TrustedRecords;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * Values of the store in Avro's single-object encoding: each carries the fingerprint of the schema
 * it was written with, so that records may evolve under a running store. One a type; owned by the
 * stream thread.
 */
final class StateCodec<R extends SpecificRecordBase> {

    private final BinaryMessageEncoder<R> encoder;
    private final BinaryMessageDecoder<R> decoder;

    private StateCodec(BinaryMessageEncoder<R> encoder, BinaryMessageDecoder<R> decoder) {
        this.encoder = encoder;
        this.decoder = decoder;
    }

    /** Of a generated class. */
    static <R extends SpecificRecordBase> StateCodec<R> of(Class<R> type) {
        TrustedRecords.trust();
        SpecificData model = SpecificData.getForClass(type);
        var schema = model.getSchema(type);
        return new StateCodec<>(
                new BinaryMessageEncoder<>(model, schema, false),
                new BinaryMessageDecoder<>(model, schema));
    }

    byte[] write(R record) {
        try {
            ByteBuffer encoded = encoder.encode(record);
            byte[] bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
    }

    R read(byte[] bytes) {
        try {
            return decoder.decode(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("a value of the own store does not decode", e);
        }
    }
}
