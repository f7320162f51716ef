package dev.sluice.worker.kafka;

import dev.sluice.schemas.record.AttemptEnd;
import dev.sluice.schemas.record.DeadLetter;
import dev.sluice.schemas.record.LaneAnnouncement;
import dev.sluice.schemas.topic.Partitions;
import dev.sluice.schemas.topic.Topics;
import dev.sluice.worker.lane.LaneAction;
import dev.sluice.worker.lane.LaneEvent;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;

/**
 * Writes what the lanes decide, and reports when it stands. Called by the lanes' thread; reports
 * come on the producer's.
 */
final class LaneWriter {

    private final Producer<byte[], byte[]> producer;
    private final Wires wires;
    private final Mailbox mailbox;
    private final Failure failure;
    private final int stagePartitions;
    private final ConditionLog conditions = new ConditionLog();
    private final Map<String, LaneAnnouncement> announced = new ConcurrentHashMap<>();

    LaneWriter(
            Producer<byte[], byte[]> producer,
            Wires wires,
            Mailbox mailbox,
            Failure failure,
            int stagePartitions) {
        this.producer = producer;
        this.wires = wires;
        this.mailbox = mailbox;
        this.failure = failure;
        this.stagePartitions = stagePartitions;
    }

    void append(long ownership, int partition, LaneAction.Append action) {
        byte[] value = wires.journal().encode(action.entry());
        ProducerRecord<byte[], byte[]> written =
                new ProducerRecord<>(Topics.ATTEMPTS.name(), partition, null, value);
        send(written, ownership, action, action.acknowledged(), Optional.empty());
    }

    void publish(long ownership, LaneAction.PublishEnd action) {
        AttemptEnd end = action.end();
        String customer = end.getTenant().getCustomer();
        send(
                keyed(Topics.OUTCOMES.name(), customer, wires.ends().encode(end)),
                ownership,
                action,
                Optional.of(new LaneEvent.EndWritten(action.workOffset())),
                Optional.of(new LaneEvent.EndTooLarge(action.workOffset())));
    }

    void publish(long ownership, LaneAction.PublishLetter action) {
        DeadLetter letter = action.letter();
        byte[] value = wires.letters().encode(letter);
        byte[] key = letter.getKey().map(LaneWriter::bytes).orElse(null);
        send(
                new ProducerRecord<>(Topics.DEAD_LETTERS.name(), key, value),
                ownership,
                action,
                Optional.of(new LaneEvent.EndWritten(action.workOffset())),
                Optional.of(new LaneEvent.EndWritten(action.workOffset())));
    }

    /** One that is lost is repeated a second later. */
    void announce(LaneAnnouncement announcement) {
        byte[] value = wires.announcements().encode(announcement);
        var _ = producer.send(keyed(Topics.LANE_EVENTS.name(), announcement.getPool(), value));
        conditions.saw(announcement);
        announced.put(announcement.getLane() + " " + announcement.getModelGroup(), announcement);
    }

    /** The newest of each model group of each lane that ever ran here; any thread. */
    List<LaneAnnouncement> announced() {
        return List.copyOf(announced.values());
    }

    private ProducerRecord<byte[], byte[]> keyed(String topic, String key, byte[] value) {
        return new ProducerRecord<>(
                topic,
                Partitions.of(key, stagePartitions),
                key.getBytes(StandardCharsets.UTF_8),
                value);
    }

    private void send(
            ProducerRecord<byte[], byte[]> written,
            long ownership,
            LaneAction action,
            Optional<LaneEvent> stands,
            Optional<LaneEvent> tooLarge) {
        var _ =
                producer.send(
                        written,
                        (_, problem) -> {
                            if (problem == null) {
                                stands.ifPresent(event -> tell(ownership, event));
                            } else if (problem instanceof RecordTooLargeException
                                    && tooLarge.isPresent()) {
                                tell(ownership, tooLarge.get());
                            } else if (problem instanceof RetriableException) {
                                // Given up after the delivery timeout, so this does not spin.
                                mailbox.post(new LoopMessage.Again(ownership, action));
                            } else {
                                failure.report("producer", problem);
                            }
                        });
    }

    private void tell(long ownership, LaneEvent event) {
        mailbox.post(new LoopMessage.ToOwner(ownership, event));
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
