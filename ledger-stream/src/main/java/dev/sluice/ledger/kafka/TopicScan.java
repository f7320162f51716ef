package dev.sluice.ledger.kafka;

import dev.sluice.schemas.kafka.ClientSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads all partitions of a topic from the beginning, committed records only, up to the end that
 * the topic had when asked. One thread.
 */
public final class TopicScan implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);

    /** Longer than a transaction may stay open, which holds back readers. */
    private static final long SILENCE_NANOS_MAX = Duration.ofSeconds(30).toNanos();

    private final KafkaConsumer<byte[], byte[]> committed;
    private final List<TopicPartition> partitions;

    private TopicScan(KafkaConsumer<byte[], byte[]> committed, List<TopicPartition> partitions) {
        this.committed = committed;
        this.partitions = partitions;
    }

    public static TopicScan of(String bootstrapServers, String topic) {
        KafkaConsumer<byte[], byte[]> consumer = consumer(bootstrapServers, "read_committed");
        List<TopicPartition> partitions =
                IntStream.range(0, consumer.partitionsFor(topic).size())
                        .mapToObj(number -> new TopicPartition(topic, number))
                        .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return new TopicScan(consumer, partitions);
    }

    /** The ends right now, those of open transactions included: nothing committed is beyond. */
    public static Map<TopicPartition, Long> ends(String bootstrapServers, String topic) {
        try (KafkaConsumer<byte[], byte[]> consumer =
                consumer(bootstrapServers, "read_uncommitted")) {
            return consumer.endOffsets(
                    consumer.partitionsFor(topic).stream()
                            .map(found -> new TopicPartition(topic, found.partition()))
                            .toList());
        }
    }

    /**
     * Reads on, up to {@code ends}, and somewhat beyond where more has come.
     *
     * @throws IllegalStateException where nothing comes for 30 s although more should
     */
    public void readTo(
            Map<TopicPartition, Long> ends, Consumer<ConsumerRecord<byte[], byte[]>> each) {
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

    private static KafkaConsumer<byte[], byte[]> consumer(
            String bootstrapServers, String isolation) {
        Map<String, Object> settings = new HashMap<>(ClientSettings.consumer(bootstrapServers));
        settings.put("isolation.level", isolation);
        return new KafkaConsumer<>(
                settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public void close() {
        committed.close();
    }
}
