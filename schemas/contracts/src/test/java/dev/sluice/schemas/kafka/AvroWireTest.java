package dev.sluice.schemas.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.schemas.record.AdmittedEvent;
import dev.sluice.schemas.record.Attempt;
import dev.sluice.schemas.record.Body;
import dev.sluice.schemas.record.CancelRequest;
import dev.sluice.schemas.record.DeadLetter;
import dev.sluice.schemas.record.Priority;
import dev.sluice.schemas.record.Reservation;
import dev.sluice.schemas.record.SpendTotal;
import dev.sluice.schemas.record.Tenant;
import dev.sluice.schemas.record.Work;
import dev.sluice.schemas.registry.MemorySchemaRegistry;
import dev.sluice.schemas.registry.RegistryUnavailableException;
import dev.sluice.schemas.registry.SchemaNotFoundException;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.schemas.topic.Topic;
import dev.sluice.schemas.topic.Topics;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AvroWireTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final MemorySchemaRegistry registry = new MemorySchemaRegistry();

    @BeforeEach
    void registerAll() {
        Topics.ALL.forEach(topic -> registry.register(topic.subject(), topic.schema()));
    }

    private static Attempt attempt() {
        return Attempt.newBuilder()
                .setRequestId("abc.0.7")
                .setAttempt(2)
                .setTenant(new Tenant("acme", "research", "demo"))
                .setPool("sim")
                .setProvider("sim")
                .setModel("m")
                .setProviderModel("m-1")
                .setUrl("/v1/chat/completions")
                .setBody(new Body(ByteBuffer.wrap("{\"ü\":1}".getBytes(StandardCharsets.UTF_8))))
                .setInputTokens(20)
                .setMaxOutputTokens(100)
                .setReservation(new Reservation(63_000_000L, "m@1/2"))
                .setDeadline(NOON.plusSeconds(60))
                .setPriority(Priority.INTERACTIVE)
                .setExcludedLanes(List.of("sim/a", "sim/b"))
                .setCustomId("row-1")
                .setAcceptedAt(NOON)
                .setAdmittedAt(NOON.plusMillis(3))
                .setConfigVersion(4L)
                .build();
    }

    @Nested
    final class RoundTrip {

        @Test
        void recordInAnotherWithUnionEnumBytesAndTimes() {
            Work work = new Work(attempt(), "sim/c", "*", 9L, 17L, NOON);
            assertSame(Topics.WORK, work);
            assertSame(Topics.ADMITTED, new AdmittedEvent(attempt()));
        }

        @Test
        void decimalsAndOptionalFields() {
            SpendTotal total =
                    SpendTotal.newBuilder()
                            .setScope("key")
                            .setId("demo")
                            .setWindow("total")
                            .setCalls(3)
                            .setAnswered(2)
                            .setUnknown(1)
                            .setInputTokens(60)
                            .setOutputTokens(80)
                            .setUsd(new BigDecimal("123456789012.000000000001"))
                            .setUnknownUsd(new BigDecimal("0.000000000000"))
                            .setUpdatedAt(NOON)
                            .build();
            assertSame(Topics.SPEND, total);
            assertThat(wire(Topics.CANCELS).decode(encoded(Topics.CANCELS, cancel())).getReason())
                    .isEmpty();
        }

        @ParameterizedTest(name = "seed {0}")
        @ValueSource(longs = {1, 2})
        void anyBytesInADeadLetter(long seed) {
            byte[] bytes = new byte[100_000];
            new Random(seed).nextBytes(bytes);
            DeadLetter letter =
                    DeadLetter.newBuilder()
                            .setStage("admission")
                            .setTopic("inference.requests")
                            .setPartition(0)
                            .setOffset(7)
                            .setRecordedAt(NOON)
                            .setReason("undecodable")
                            .setDetail("")
                            .setValue(ByteBuffer.wrap(bytes))
                            .setAt(NOON)
                            .build();
            assertSame(Topics.DEAD_LETTERS, letter);
        }

        private <V extends SpecificRecord> void assertSame(Topic<V> topic, V value) {
            assertThat(wire(topic).decode(encoded(topic, value))).isEqualTo(value);
        }
    }

    @Nested
    final class Format {

        @Test
        void isAZeroByteTheIdAndTheRecord() {
            byte[] bytes = encoded(Topics.CANCELS, cancel());
            int id = registry.id(Topics.CANCELS.subject(), Topics.CANCELS.schema());
            assertThat(bytes).startsWith(0, 0, 0, 0, id);
            assertThat(Arrays.copyOfRange(bytes, 5, bytes.length))
                    .isEqualTo(new byte[] {2, 'r', 2, 'v', 0});
        }

        @Test
        void serializerAndDeserializerAreTheSameFormat() {
            AvroWire<CancelRequest> wire = wire(Topics.CANCELS);
            byte[] bytes = wire.serializer().serialize("any", cancel());
            assertThat(bytes).isEqualTo(wire.encode(cancel()));
            assertThat(wire.deserializer().deserialize("any", bytes)).isEqualTo(cancel());
        }

        @Test
        void jsonTextDoesNotLookLikeIt() {
            assertThat(AvroWire.looksLikeAvro("{\"method\":1}".getBytes(StandardCharsets.UTF_8)))
                    .isFalse();
            assertThat(AvroWire.looksLikeAvro(new byte[4])).isFalse();
            assertThat(AvroWire.looksLikeAvro(new byte[5])).isTrue();
        }

        @Test
        void aTopicWhoseSchemaIsNotRegisteredCannotBeWritten() {
            assertThatThrownBy(() -> AvroWire.of(Topics.CANCELS, new MemorySchemaRegistry()))
                    .isInstanceOf(SchemaNotFoundException.class)
                    .hasMessageContaining("inference.cancels-value");
        }
    }

    @Nested
    final class Evolution {

        private static final String CANCEL =
                """
                {"type":"record","name":"CancelRequest","namespace":"dev.sluice.schemas.record",
                 "fields":[%s]}\
                """;
        private static final String ID = "{\"name\":\"requestId\",\"type\":\"string\"}";
        private static final String KEY = "{\"name\":\"virtualKey\",\"type\":\"string\"}";

        @Test
        void aFieldThatTheWriterDidNotKnowGetsItsDefault() {
            byte[] old = written(CANCEL.formatted(ID + "," + KEY), Map.of());
            assertThat(wire(Topics.CANCELS).decode(old)).isEqualTo(cancel());
        }

        @Test
        void aFieldThatTheReaderDoesNotKnowIsSkipped() {
            String extra = "{\"name\":\"urgency\",\"type\":\"int\"}";
            byte[] newer =
                    written(CANCEL.formatted(ID + "," + extra + "," + KEY), Map.of("urgency", 11));
            assertThat(wire(Topics.CANCELS).decode(newer)).isEqualTo(cancel());
        }

        @Test
        void aSymbolThatTheReaderDoesNotKnowBecomesTheDefault() {
            String schema =
                    Topics.WORK
                            .schema()
                            .toString()
                            .replace("\"BATCH\"]", "\"BATCH\",\"WHENEVER\"]");
            Schema newer = new Schema.Parser().parse(schema);
            Work work = new Work(attempt(), "sim/c", "*", 9L, 17L, NOON);
            GenericRecord record = generic(work, newer);
            GenericRecord inner = (GenericRecord) record.get("attempt");
            Schema priority = inner.getSchema().getField("priority").schema();
            inner.put("priority", new GenericData.EnumSymbol(priority, "WHENEVER"));
            Work read = wire(Topics.WORK).decode(encode(record));
            assertThat(read.getAttempt().getPriority()).isEqualTo(Priority.STANDARD);
        }

        @Test
        void aFieldWithoutDefaultThatIsMissingIsAnError() {
            byte[] bytes = written(CANCEL.formatted(ID), Map.of());
            assertThatThrownBy(() -> wire(Topics.CANCELS).decode(bytes))
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
                byte[] bytes = encoded(Topics.WORK, work);
                return new org.apache.avro.generic.GenericDatumReader<GenericRecord>(
                                Topics.WORK.schema(), as)
                        .read(
                                null,
                                org.apache.avro.io.DecoderFactory.get()
                                        .binaryDecoder(bytes, 5, bytes.length - 5, null));
            } catch (java.io.IOException e) {
                throw new AssertionError(e);
            }
        }

        private byte[] encode(GenericRecord record) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            int id = registry.register("any", record.getSchema());
            out.writeBytes(ByteBuffer.allocate(5).put((byte) 0).putInt(id).array());
            BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
            try {
                new GenericDatumWriter<GenericRecord>(record.getSchema()).write(record, encoder);
                encoder.flush();
            } catch (java.io.IOException e) {
                throw new AssertionError(e);
            }
            return out.toByteArray();
        }
    }

    @Nested
    final class BadBytes {

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
            assertUndecodable(java.util.HexFormat.of().parseHex(hex));
        }

        @Test
        void recordThatEndsTooEarlyIsAnErrorWhereverItEnds() {
            byte[] bytes = encoded(Topics.WORK, new Work(attempt(), "l", "*", 9L, 17L, NOON));
            for (int length = 5; length < bytes.length; length++) {
                byte[] part = Arrays.copyOf(bytes, length);
                assertThatThrownBy(() -> wire(Topics.WORK).decode(part))
                        .isInstanceOf(SerializationException.class);
            }
        }

        /** Allocating what such a record claims to have would take the whole stage down. */
        @ParameterizedTest
        @ValueSource(longs = {-1, 1L << 28, 1L << 30, Integer.MAX_VALUE - 8, 1L << 40})
        void lengthThatIsNotThereIsAnErrorAndNotAnAllocation(long length) throws Exception {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            int id = registry.id(Topics.CANCELS.subject(), Topics.CANCELS.schema());
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
            byte[] good = encoded(Topics.WORK, new Work(attempt(), "l", "*", 9L, 17L, NOON));
            Random random = new Random(seed);
            for (int i = 0; i < 2_000; i++) {
                byte[] bytes = good.clone();
                for (int flips = 0; flips < 3; flips++) {
                    bytes[5 + random.nextInt(bytes.length - 5)] = (byte) random.nextInt(256);
                }
                try {
                    assertThat(wire(Topics.WORK).decode(bytes)).isNotNull();
                } catch (SerializationException e) {
                    assertThat(e).hasMessageContaining("cannot read schema");
                }
            }
        }

        @Test
        void goodBytesAreNotGivenUpWhileTheRegistryCannotBeAsked() {
            byte[] bytes = encoded(Topics.CANCELS, cancel());
            AvroWire<CancelRequest> wire = AvroWire.of(Topics.CANCELS, new Unreachable(registry));
            assertThatThrownBy(() -> wire.decode(bytes))
                    .isInstanceOf(RegistryUnavailableException.class);
        }

        private void assertUndecodable(byte[] bytes) {
            assertThatThrownBy(() -> wire(Topics.CANCELS).decode(bytes))
                    .isInstanceOf(SerializationException.class);
        }
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

    private static CancelRequest cancel() {
        return CancelRequest.newBuilder().setRequestId("r").setVirtualKey("v").build();
    }

    private <V extends SpecificRecord> AvroWire<V> wire(Topic<V> topic) {
        return AvroWire.of(topic, registry);
    }

    private <V extends SpecificRecord> byte[] encoded(Topic<V> topic, V value) {
        return wire(topic).encode(value);
    }
}
