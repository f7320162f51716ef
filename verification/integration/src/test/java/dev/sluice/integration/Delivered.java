package dev.sluice.integration;

import dev.sluice.schemas.kafka.ClientSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;

/** What stands in a customer's topic, as the customer reads it. */
final class Delivered {

    private Delivered() {}

    /** All committed records of the topic, once there are at least {@code count}. */
    static List<ConsumerRecord<byte[], byte[]>> await(
            String bootstrapServers, String topic, int count, Duration max) {
        List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        ClientSettings.consumer(bootstrapServers),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(topic).stream()
                            .map(each -> new TopicPartition(topic, each.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Awaitility.await(topic + " has " + count)
                    .atMost(max)
                    .pollInterval(Duration.ofMillis(10))
                    .untilAsserted(() -> {
                        consumer.poll(Duration.ofMillis(100)).forEach(found::add);
                        if (found.size() < count) {
                            throw new AssertionError(found.size() + " of " + count);
                        }
                    });
            // A moment more: there must not be another one.
            consumer.poll(Duration.ofMillis(300)).forEach(found::add);
        }
        return found;
    }

    static String text(ConsumerRecord<byte[], byte[]> found) {
        return new String(found.value(), StandardCharsets.UTF_8);
    }

    static String header(ConsumerRecord<byte[], byte[]> found, String name) {
        return Optional.ofNullable(found.headers().lastHeader(name))
                .map(it -> new String(it.value(), StandardCharsets.UTF_8))
                .orElse("");
    }

    static String id(ConsumerRecord<byte[], byte[]> found) {
        return new String(found.key(), StandardCharsets.UTF_8);
    }
}
