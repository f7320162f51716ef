package dev.sluice.ledger.kafka;

import dev.sluice.schemas.kafka.ClientSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads all partitions of a topic from the beginning, or some of them from elsewhere, committed
 * records only, up to the end that the topic had when asked. One thread.
 */
public final class TopicScan implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);

    /** Longer than a transaction may stay open, which holds back readers. */
    private static final long SILENCE_NANOS_MAX = Duration.ofSeconds(30).toNanos();

    private final Consumer<byte[], byte[]> committed;
    private final String topic;
    private List<TopicPartition> partitions;

    /** Takes the consumer over. */
    TopicScan(Consumer<byte[], byte[]> committed, String topic) {
        this.committed = committed;
        this.topic = topic;
        this.partitions =
                IntStream.range(0, committed.partitionsFor(topic).size())
                        .mapToObj(number -> new TopicPartition(topic, number))
                        .toList();
        committed.assign(partitions);
        committed.seekToBeginning(partitions);
    }

    public static TopicScan of(String bootstrapServers, String topic) {
        return new TopicScan(
                new KafkaConsumer<>(
                        ClientSettings.consumer(bootstrapServers),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer()),
                topic);
    }

    /**
     * From here on reads these partitions only, each from this offset on, or from its first one
     * where that offset is gone.
     */
    public void startAt(Map<Integer, Long> offsets) {
        partitions =
                offsets.keySet().stream().map(number -> new TopicPartition(topic, number)).toList();
        committed.assign(partitions);
        partitions.forEach(partition ->
                committed.seek(
                        partition, Objects.requireNonNull(offsets.get(partition.partition()))));
    }

    /**
     * The ends right now, those of open transactions included: nothing that is committed by now is
     * beyond.
     */
    public Map<TopicPartition, Long> ends(Admin admin) {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        partitions.forEach(partition -> latest.put(partition, OffsetSpec.latest()));
        Map<TopicPartition, Long> ends = new HashMap<>();
        Answers.of("its ends", admin.listOffsets(latest).all())
                .forEach((partition, found) -> ends.put(partition, found.offset()));
        return ends;
    }

    /**
     * Reads on, up to {@code ends}, and somewhat beyond where more has come.
     *
     * @throws IllegalStateException where nothing comes for 30 s although more should
     */
    public void readTo(
            Map<TopicPartition, Long> ends,
            java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> each) {
        long lastProgress = System.nanoTime();
        Map<TopicPartition, Long> before = positions();
        while (behind(before, ends)) {
            ConsumerRecords<byte[], byte[]> records = committed.poll(POLL);
            records.forEach(each);
            Map<TopicPartition, Long> now = positions();
            if (!now.equals(before)) {
                lastProgress = System.nanoTime();
            } else if (System.nanoTime() - lastProgress > SILENCE_NANOS_MAX) {
                throw new IllegalStateException("nothing comes any more at " + now + " of " + ends);
            }
            before = now;
        }
    }

    private static boolean behind(
            Map<TopicPartition, Long> positions, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream()
                .anyMatch(end -> positions.getOrDefault(end.getKey(), 0L) < end.getValue());
    }

    private Map<TopicPartition, Long> positions() {
        Map<TopicPartition, Long> positions = new HashMap<>();
        partitions.forEach(partition -> positions.put(partition, committed.position(partition)));
        return positions;
    }

    @Override
    public void close() {
        committed.close();
    }
}
