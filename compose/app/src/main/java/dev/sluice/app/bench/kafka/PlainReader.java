package dev.sluice.app.bench.kafka;

import dev.sluice.schemas.kafka.ClientSettings;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads all of a topic from now on, committed records only, on a thread of its own. */
final class PlainReader implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(250);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Consumer<ConsumerRecord<byte[], byte[]>> listener;
    private final CountDownLatch positioned = new CountDownLatch(1);
    private final Thread thread;

    private PlainReader(
            KafkaConsumer<byte[], byte[]> consumer,
            String topic,
            Consumer<ConsumerRecord<byte[], byte[]>> listener) {
        this.consumer = consumer;
        this.listener = listener;
        this.thread =
                Thread.ofPlatform()
                        .daemon()
                        .name("bench-reader-" + topic)
                        .unstarted(() -> run(topic));
    }

    /** Returns when it is where the topic ends. The listener is called on the reader's thread. */
    static PlainReader start(
            String bootstrapServers,
            String topic,
            Consumer<ConsumerRecord<byte[], byte[]>> listener)
            throws InterruptedException {
        PlainReader reader =
                new PlainReader(
                        new KafkaConsumer<>(
                                ClientSettings.consumer(bootstrapServers),
                                new ByteArrayDeserializer(),
                                new ByteArrayDeserializer()),
                        topic,
                        listener);
        reader.thread.start();
        reader.positioned.await();
        return reader;
    }

    private void run(String topic) {
        try (consumer) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(topic).stream()
                            .map(found -> new TopicPartition(topic, found.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToEnd(partitions);
            partitions.forEach(consumer::position);
            positioned.countDown();
            while (true) {
                consumer.poll(POLL).forEach(listener);
            }
        } catch (WakeupException e) {
            // Closed: what comes is of no use any more.
        }
    }

    @Override
    public void close() {
        consumer.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
