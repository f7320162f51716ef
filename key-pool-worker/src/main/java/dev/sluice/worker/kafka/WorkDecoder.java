package dev.sluice.worker.kafka;

import dev.sluice.schemas.kafka.AvroWire;
import dev.sluice.schemas.record.DeadLetter;
import dev.sluice.schemas.record.HeaderField;
import dev.sluice.schemas.record.Work;
import dev.sluice.worker.lane.LaneEvent;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Header;

/** Makes an event of a record of work; one that is none becomes a dead letter. */
final class WorkDecoder {

    static final String STAGE = "worker";

    private final AvroWire<Work> wire;
    private final Clock clock;

    WorkDecoder(AvroWire<Work> wire, Clock clock) {
        this.wire = wire;
        this.clock = clock;
    }

    LaneEvent decode(ConsumerRecord<byte[], byte[]> read) {
        try {
            if (read.value() == null) {
                return unreadable(read, "a record without a value");
            }
            return new LaneEvent.Arrived(read.offset(), wire.decode(read.value()));
        } catch (SerializationException e) {
            return unreadable(read, String.valueOf(e.getMessage()));
        }
    }

    private LaneEvent unreadable(ConsumerRecord<byte[], byte[]> read, String detail) {
        List<HeaderField> headers = new ArrayList<>();
        for (Header header : read.headers()) {
            HeaderField.Builder field = HeaderField.newBuilder().setName(header.key());
            if (header.value() != null) {
                field.setValue(ByteBuffer.wrap(header.value()));
            }
            headers.add(field.build());
        }
        DeadLetter.Builder letter =
                DeadLetter.newBuilder()
                        .setStage(STAGE)
                        .setTopic(read.topic())
                        .setPartition(read.partition())
                        .setOffset(read.offset())
                        .setRecordedAt(Instant.ofEpochMilli(read.timestamp()))
                        .setReason("undecodable")
                        .setDetail(detail)
                        .setHeaders(headers)
                        .setAt(clock.instant());
        if (read.key() != null) {
            letter.setKey(ByteBuffer.wrap(read.key()));
        }
        if (read.value() != null) {
            letter.setValue(ByteBuffer.wrap(read.value()));
        }
        return new LaneEvent.Unreadable(read.offset(), letter.build());
    }
}
