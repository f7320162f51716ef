package dev.sluice.warehouse.kafka;

import dev.sluice.schemas.kafka.ClientSettings;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The committed records of one partition from an offset to an end, read as they are asked for. One
 * thread.
 */
public final class CommittedRecords
        implements Iterator<ConsumerRecord<byte[], byte[]>>, AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);

    /** Longer than a transaction may stay open, which holds readers back. */
    private static final long SILENCE_NANOS_MAX = Duration.ofSeconds(30).toNanos();

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final TopicPartition partition;
    private final long end;
    private final Deque<ConsumerRecord<byte[], byte[]>> read = new ArrayDeque<>();

    /**
     * @param end what stands from here on is left out
     */
    public CommittedRecords(
            String bootstrapServers, TopicPartition partition, long from, long end) {
        this.consumer =
                new KafkaConsumer<>(
                        ClientSettings.consumer(bootstrapServers),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
        this.partition = partition;
        this.end = end;
        consumer.assign(List.of(partition));
        consumer.seek(partition, from);
    }

    /**
     * @throws IllegalStateException where nothing comes for 30 s although more should
     */
    @Override
    public boolean hasNext() {
        long progress = System.nanoTime();
        long before = consumer.position(partition);
        while (read.isEmpty() && before < end) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                if (record.offset() < end) {
                    read.add(record);
                }
            }
            long now = consumer.position(partition);
            if (now > before) {
                progress = System.nanoTime();
                before = now;
            } else if (System.nanoTime() - progress > SILENCE_NANOS_MAX) {
                throw new IllegalStateException(
                        "nothing comes any more at offset %d of %s, which ends at %d"
                                .formatted(now, partition, end));
            }
        }
        return !read.isEmpty();
    }

    @Override
    public ConsumerRecord<byte[], byte[]> next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return read.removeFirst();
    }

    /** Each record as {@code form} makes it, read as it is asked for. */
    public <T> Iterator<T> map(Function<ConsumerRecord<byte[], byte[]>, T> form) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return CommittedRecords.this.hasNext();
            }

            @Override
            public T next() {
                return form.apply(CommittedRecords.this.next());
            }
        };
    }

    @Override
    public void close() {
        consumer.close();
    }
}
