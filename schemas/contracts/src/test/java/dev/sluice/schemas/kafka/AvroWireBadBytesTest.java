package dev.sluice.schemas.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.schemas.record.CancelRequest;
import dev.sluice.schemas.registry.RegistryUnavailableException;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.schemas.topic.Topics;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AvroWireBadBytesTest {

    private final WireRecords records = new WireRecords();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                "00000000",
                "0100000001",
                "7b7d202020",
                "0000000fff",
                "00ffffffff"
            })
    void withoutHeaderOrWithAnUnknownSchemaAreAnError(String hex) {
        assertUndecodable(HexFormat.of().parseHex(hex));
    }

    @Test
    void recordThatEndsTooEarlyIsAnErrorWhereverItEnds() {
        byte[] bytes = records.encoded(Topics.WORK, WireRecords.work());
        for (int length = 5; length < bytes.length; length++) {
            byte[] part = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> records.wire(Topics.WORK).decode(part))
                    .isInstanceOf(SerializationException.class);
        }
    }

    /** Allocating what such a record claims to have would take the whole stage down. */
    @ParameterizedTest
    @ValueSource(longs = {-1, 1L << 28, 1L << 30, Integer.MAX_VALUE - 8, 1L << 40})
    void lengthThatIsNotThereIsAnErrorAndNotAnAllocation(long length) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int id = records.registry().id(Topics.CANCELS.subject(), Topics.CANCELS.schema());
        out.writeBytes(ByteBuffer.allocate(5).put((byte) 0).putInt(id).array());
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
        encoder.writeLong(length);
        encoder.flush();
        out.write('r');
        assertUndecodable(out.toByteArray());
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void flippedBytesNeverDoMoreThanThrowASerializationException(long seed) {
        byte[] good = records.encoded(Topics.WORK, WireRecords.work());
        Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            byte[] bytes = good.clone();
            for (int flips = 0; flips < 3; flips++) {
                bytes[5 + random.nextInt(bytes.length - 5)] = (byte) random.nextInt(256);
            }
            try {
                assertThat(records.wire(Topics.WORK).decode(bytes)).isNotNull();
            } catch (SerializationException e) {
                assertThat(e).hasMessageContaining("cannot read schema");
            }
        }
    }

    @Test
    void goodBytesAreNotGivenUpWhileTheRegistryCannotBeAsked() {
        byte[] bytes = records.encoded(Topics.CANCELS, WireRecords.cancel());
        AvroWire<CancelRequest> wire =
                AvroWire.of(Topics.CANCELS, new Unreachable(records.registry()));
        assertThatThrownBy(() -> wire.decode(bytes))
                .isInstanceOf(RegistryUnavailableException.class);
    }

    private void assertUndecodable(byte[] bytes) {
        assertThatThrownBy(() -> records.wire(Topics.CANCELS).decode(bytes))
                .isInstanceOf(SerializationException.class);
    }

    /** Knows ids of schemas, but cannot be asked for any schema. */
    private record Unreachable(SchemaRegistry known) implements SchemaRegistry {
        @Override
        public Schema schema(int id) {
            throw new RegistryUnavailableException("connection refused");
        }

        @Override
        public int id(String subject, Schema schema) {
            return known.id(subject, schema);
        }

        @Override
        public int register(String subject, Schema schema) {
            return known.register(subject, schema);
        }
    }
}
