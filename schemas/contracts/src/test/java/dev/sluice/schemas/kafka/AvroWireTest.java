package dev.sluice.schemas.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.schemas.record.AdmittedEvent;
import dev.sluice.schemas.record.CancelRequest;
import dev.sluice.schemas.record.DeadLetter;
import dev.sluice.schemas.record.SpendTotal;
import dev.sluice.schemas.record.Work;
import dev.sluice.schemas.registry.MemorySchemaRegistry;
import dev.sluice.schemas.registry.SchemaNotFoundException;
import dev.sluice.schemas.topic.Topic;
import dev.sluice.schemas.topic.Topics;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AvroWireTest {

    private final WireRecords records = new WireRecords();

    @Test
    void recordInAnotherWithUnionEnumBytesAndTimes() {
        Work work = WireRecords.work();
        assertSame(Topics.WORK, work);
        assertSame(Topics.ADMITTED, new AdmittedEvent(WireRecords.attempt()));
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
                        .setUpdatedAt(WireRecords.NOON)
                        .build();
        assertSame(Topics.SPEND, total);
        assertThat(
                        records.wire(Topics.CANCELS)
                                .decode(records.encoded(Topics.CANCELS, WireRecords.cancel()))
                                .getReason())
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
                        .setRecordedAt(WireRecords.NOON)
                        .setReason("undecodable")
                        .setDetail("")
                        .setValue(ByteBuffer.wrap(bytes))
                        .setAt(WireRecords.NOON)
                        .build();
        assertSame(Topics.DEAD_LETTERS, letter);
    }

    private <V extends SpecificRecord> void assertSame(Topic<V> topic, V value) {
        assertThat(records.wire(topic).decode(records.encoded(topic, value))).isEqualTo(value);
    }

    @Test
    void isAZeroByteTheIdAndTheRecord() {
        byte[] bytes = records.encoded(Topics.CANCELS, WireRecords.cancel());
        int id = records.registry().id(Topics.CANCELS.subject(), Topics.CANCELS.schema());
        assertThat(bytes).startsWith(0, 0, 0, 0, id);
        assertThat(Arrays.copyOfRange(bytes, 5, bytes.length))
                .isEqualTo(new byte[] {2, 'r', 2, 'v', 0, 0});
    }

    @Test
    void serializerAndDeserializerAreTheSameFormat() {
        AvroWire<CancelRequest> wire = records.wire(Topics.CANCELS);
        byte[] bytes = wire.serializer().serialize("any", WireRecords.cancel());
        assertThat(bytes).isEqualTo(wire.encode(WireRecords.cancel()));
        assertThat(wire.deserializer().deserialize("any", bytes)).isEqualTo(WireRecords.cancel());
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
