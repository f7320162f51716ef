package dev.sluice.worker.kafka;

import dev.sluice.schemas.record.AttemptEnd;
import dev.sluice.schemas.record.JournalEntry;
import dev.sluice.schemas.record.KeyCommand;
import dev.sluice.schemas.record.Work;
import dev.sluice.schemas.registry.MemorySchemaRegistry;
import dev.sluice.schemas.topic.Topics;
import dev.sluice.testing.Samples;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Kafka's mock clients, joined: what is appended to partition 0's journal can be read back. */
final class MockCluster {

    static final TopicPartition WORK = new TopicPartition(Topics.WORK.name(), 0);
    static final TopicPartition JOURNAL = new TopicPartition(Topics.ATTEMPTS.name(), 0);

    static final TopicPartition KEYS = new TopicPartition(Topics.KEYS.name(), 0);

    final Wires wires;
    final MockConsumer<byte[], byte[]> work = new MockConsumer<>("earliest");
    final MockConsumer<byte[], byte[]> journal = new MockConsumer<>("earliest");
    final MockConsumer<byte[], byte[]> keys = new MockConsumer<>("earliest");
    final List<JournalEntry> entries = new CopyOnWriteArrayList<>();
    final Appending producer = new Appending();
    private final AtomicLong leased = new AtomicLong();

    MockCluster() {
        MemorySchemaRegistry registry = new MemorySchemaRegistry();
        Topics.ALL.forEach(topic -> registry.register(topic.subject(), topic.schema()));
        wires = Wires.of(registry);
        work.updateBeginningOffsets(Map.of(WORK, 0L));
        journal.updateBeginningOffsets(Map.of(JOURNAL, 0L));
        keys.updateBeginningOffsets(Map.of(KEYS, 0L));
        keys.updateEndOffsets(Map.of(KEYS, 0L));
    }

    WorkerClients clients() {
        return new WorkerClients(work, journal, keys, producer);
    }

    void assign() {
        work.schedulePollTask(() -> work.rebalance(List.of(WORK)));
    }

    void revoke() {
        work.schedulePollTask(() -> work.rebalance(List.of()));
    }

    void lease(Work leasedWork) {
        append(wires.work().encode(leasedWork));
    }

    void append(byte[] value) {
        long offset = leased.getAndIncrement();
        work.schedulePollTask(() -> work.addRecord(read(WORK, offset, value)));
    }

    List<AttemptEnd> ends() {
        return written(Topics.OUTCOMES.name()).stream()
                .map(written -> wires.ends().decode(written.value()))
                .toList();
    }

    List<ProducerRecord<byte[], byte[]>> written(String topic) {
        return producer.history().stream()
                .filter(written -> written.topic().equals(topic))
                .toList();
    }

    /** Somebody orders something; {@code ordered} counts from 0. */
    void order(long ordered, KeyCommand command) {
        keys.schedulePollTask(
                () -> keys.addRecord(read(KEYS, ordered, wires.keys().encode(command))));
    }

    Optional<OffsetAndMetadata> committed() {
        return Optional.ofNullable(work.committed(Set.of(WORK)).get(WORK));
    }

    private static ConsumerRecord<byte[], byte[]> read(
            TopicPartition partition, long offset, byte[] value) {
        return new ConsumerRecord<>(
                partition.topic(),
                partition.partition(),
                offset,
                Samples.NOON.toEpochMilli(),
                TimestampType.LOG_APPEND_TIME,
                0,
                value.length,
                new byte[0],
                value,
                new RecordHeaders(),
                Optional.empty());
    }

    /** Acknowledges everything, and lets the journal's reader see what was appended to it. */
    final class Appending extends MockProducer<byte[], byte[]> {

        private Optional<RuntimeException> broken = Optional.empty();

        Appending() {
            super(true, null, new ByteArraySerializer(), new ByteArraySerializer());
        }

        synchronized void breakWith(RuntimeException cause) {
            broken = Optional.of(cause);
        }

        @Override
        public synchronized Future<RecordMetadata> send(
                ProducerRecord<byte[], byte[]> written, Callback callback) {
            if (broken.isPresent()) {
                callback.onCompletion(null, broken.get());
                return CompletableFuture.failedFuture(broken.get());
            }
            if (written.topic().equals(JOURNAL.topic())) {
                long offset = entries.size();
                entries.add(wires.journal().decode(written.value()));
                journal.schedulePollTask(
                        () -> journal.addRecord(read(JOURNAL, offset, written.value())));
            }
            return super.send(written, callback);
        }
    }
}
