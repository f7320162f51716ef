package dev.sluice.worker.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.kafka.AvroWire;
import dev.sluice.schemas.record.DeadLetter;
import dev.sluice.schemas.record.Work;
import dev.sluice.schemas.registry.MemorySchemaRegistry;
import dev.sluice.schemas.topic.Topics;
import dev.sluice.testing.Samples;
import dev.sluice.worker.lane.LaneEvent;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever stands in the topic of work becomes an event, and nothing stops the reader. */
final class WorkDecoderTest {

    private static final long OFFSET = 41;

    private final MemorySchemaRegistry registry = new MemorySchemaRegistry();
    private final AvroWire<Work> wire = wire();
    private final WorkDecoder decoder =
            new WorkDecoder(wire, new Clock(() -> Samples.NOON.plusSeconds(1)));

    private AvroWire<Work> wire() {
        registry.register(Topics.WORK.subject(), Topics.WORK.schema());
        return AvroWire.of(Topics.WORK, registry);
    }

    private static Work work() {
        return Work.newBuilder()
                .setAttempt(Samples.attempt(Samples.requestId(1)))
                .setLane("sim/key-a")
                .setLease(1)
                .setEpoch(0)
                .setLeasedAt(Samples.NOON)
                .build();
    }

    @Test
    void workIsRead() {
        assertThat(decode(wire.encode(work()))).isEqualTo(new LaneEvent.Arrived(OFFSET, work()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\u0000", "\u0000\u0000\u0000\u0000\u0001", "{}", "plain text"})
    void whatIsNoWorkIsADeadLetterWithItsBytes(String value) {
        DeadLetter letter = letter(value.getBytes(UTF_8));
        assertThat(letter.getValue()).contains(ByteBuffer.wrap(value.getBytes(UTF_8)));
        assertThat(letter.getReason()).isEqualTo("undecodable");
        assertThat(letter.getDetail()).isNotBlank();
    }

    @Test
    void workThatIsCutOffAnywhereIsADeadLetter() {
        byte[] whole = wire.encode(work());
        for (int length = 0; length < whole.length; length += 7) {
            assertThat(decode(Arrays.copyOf(whole, length)))
                    .as("the first %s bytes", length)
                    .isInstanceOf(LaneEvent.Unreadable.class);
        }
    }

    @Test
    void aRecordWithoutAValueIsADeadLetterWithoutOne() {
        DeadLetter letter = letter(null);
        assertThat(letter.getValue()).isEmpty();
        assertThat(letter.getDetail()).isEqualTo("a record without a value");
    }

    @Test
    void aDeadLetterSaysWhereTheRecordStands() {
        DeadLetter letter = letter(new byte[0]);
        assertThat(letter.getStage()).isEqualTo("worker");
        assertThat(letter.getTopic()).isEqualTo(Topics.WORK.name());
        assertThat(letter.getPartition()).isEqualTo(3);
        assertThat(letter.getOffset()).isEqualTo(OFFSET);
        assertThat(letter.getRecordedAt()).isEqualTo(Samples.NOON);
        assertThat(letter.getAt()).isEqualTo(Samples.NOON.plusSeconds(1));
        assertThat(letter.getKey()).isEmpty();
        assertThat(letter.getHeaders()).hasSize(2);
        assertThat(letter.getHeaders().get(0).getValue()).contains(ByteBuffer.wrap(new byte[] {7}));
        assertThat(letter.getHeaders().get(1).getValue()).isEmpty();
    }

    private DeadLetter letter(byte @Nullable [] value) {
        assertThat(decode(value)).isInstanceOf(LaneEvent.Unreadable.class);
        LaneEvent.Unreadable unreadable = (LaneEvent.Unreadable) decode(value);
        assertThat(unreadable.offset()).isEqualTo(OFFSET);
        return unreadable.letter();
    }

    // Kafka's records hold null for a missing key or value, its types do not say so.
    @SuppressWarnings("NullAway")
    private LaneEvent decode(byte @Nullable [] value) {
        RecordHeaders headers = new RecordHeaders();
        headers.add("bytes", new byte[] {7}).add("nothing", null);
        return decoder.decode(
                new ConsumerRecord<>(
                        Topics.WORK.name(),
                        3,
                        OFFSET,
                        Samples.NOON.toEpochMilli(),
                        TimestampType.LOG_APPEND_TIME,
                        -1,
                        value == null ? -1 : value.length,
                        null,
                        value,
                        headers,
                        Optional.empty()));
    }
}
