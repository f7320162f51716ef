package dev.sluice.app.replay.kafka;

import dev.sluice.schemas.id.RequestId;
import dev.sluice.schemas.kafka.ClientSettings;
import dev.sluice.schemas.topic.Topics;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads single records of {@code inference.requests} by where they stand. What lies between two of
 * them is read over where it is little, and jumped over where it is much. One thread.
 */
final class RecordsAt {

    /** Fewer records than this are read faster than a new fetch is begun. */
    private static final long READ_OVER_MAX = 1_000;

    private static final Duration POLL = Duration.ofMillis(200);
    private static final long SILENCE_NANOS_MAX = Duration.ofSeconds(30).toNanos();

    private final String bootstrapServers;

    RecordsAt(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    /**
     * Hands the records over by partition and offset; those that are gone by now are left out.
     *
     * @throws IllegalStateException where nothing comes for 30 s
     */
    void read(List<RequestId> ids, Consumer<ConsumerRecord<byte[], byte[]>> each) {
        SortedMap<Integer, SortedSet<Long>> wanted = new TreeMap<>();
        ids.forEach(id ->
                wanted.computeIfAbsent(id.partition(), _ -> new TreeSet<>()).add(id.offset()));
        if (wanted.isEmpty()) {
            return;
        }
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        ClientSettings.consumer(bootstrapServers),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            wanted.forEach((partition, offsets) -> read(consumer, partition, offsets, each));
        }
    }

    private static void read(
            KafkaConsumer<byte[], byte[]> consumer,
            int number,
            SortedSet<Long> offsets,
            Consumer<ConsumerRecord<byte[], byte[]>> each) {
        TopicPartition partition = new TopicPartition(Topics.REQUESTS.name(), number);
        consumer.assign(List.of(partition));
        consumer.seek(partition, offsets.first());
        long lastProgress = System.nanoTime();
        long before = offsets.first();
        while (!offsets.isEmpty()) {
            for (ConsumerRecord<byte[], byte[]> found : consumer.poll(POLL)) {
                if (offsets.remove(found.offset())) {
                    each.accept(found);
                }
            }
            long position = consumer.position(partition);
            offsets.headSet(position).clear();
            if (!offsets.isEmpty() && offsets.first() - position > READ_OVER_MAX) {
                consumer.seek(partition, offsets.first());
            }
            if (position != before) {
                before = position;
                lastProgress = System.nanoTime();
            } else if (System.nanoTime() - lastProgress > SILENCE_NANOS_MAX) {
                throw new IllegalStateException(
                        "nothing comes any more at " + partition + ", offset " + position);
            }
        }
    }
}
