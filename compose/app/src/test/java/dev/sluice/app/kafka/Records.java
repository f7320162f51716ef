package dev.sluice.app.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.schemas.kafka.ClientSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Texts in and out of partition 0 of a topic, with the client settings that the roles have. */
final class Records {

    private Records() {}

    static void append(EmbeddedKafka kafka, String topic, String... texts) {
        append(kafka.bootstrapServers(), topic, texts);
    }

    /** In one transaction. */
    static void append(String bootstrapServers, String topic, String... texts) {
        try (KafkaProducer<byte[], byte[]> producer = transactional(bootstrapServers)) {
            producer.beginTransaction();
            send(producer, topic, texts);
            producer.commitTransaction();
        }
    }

    static void appendAborted(EmbeddedKafka kafka, String topic, String... texts) {
        try (KafkaProducer<byte[], byte[]> producer = transactional(kafka.bootstrapServers())) {
            producer.beginTransaction();
            send(producer, topic, texts);
            producer.flush();
            producer.abortTransaction();
        }
    }

    /** The first {@code count} committed texts; fewer where they do not come in 10 s. */
    static List<String> read(EmbeddedKafka kafka, String topic, int count) {
        Map<String, Object> settings = ClientSettings.consumer(kafka.bootstrapServers());
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(new TopicPartition(topic, 0)));
            List<String> texts = new ArrayList<>();
            for (int polls = 0; polls < 100 && texts.size() < count; polls++) {
                consumer.poll(Duration.ofMillis(100)).forEach(r -> texts.add(r.value()));
            }
            return texts;
        }
    }

    private static KafkaProducer<byte[], byte[]> transactional(String bootstrapServers) {
        Map<String, Object> settings = ClientSettings.producer(bootstrapServers);
        settings.put("transactional.id", "test");
        KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        producer.initTransactions();
        return producer;
    }

    private static void send(
            KafkaProducer<byte[], byte[]> producer, String topic, String... texts) {
        for (String text : texts) {
            // The commit fails where one of them did.
            var _ = producer.send(new ProducerRecord<>(topic, 0, null, text.getBytes(UTF_8)));
        }
    }
}
