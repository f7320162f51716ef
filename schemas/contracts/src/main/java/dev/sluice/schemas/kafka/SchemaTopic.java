package dev.sluice.schemas.kafka;

import dev.sluice.schemas.registry.SchemaNotFoundException;
import dev.sluice.schemas.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.avro.SchemaNormalization;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The one partition that schemas are in: read on from where it was left, append to. One thread. */
final class SchemaTopic implements AutoCloseable {

    private static final TopicPartition PARTITION = new TopicPartition(Topics.SCHEMAS, 0);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration READ_MAX = Duration.ofSeconds(15);

    private final String bootstrapServers;
    private final KafkaConsumer<byte[], byte[]> consumer;

    SchemaTopic(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
        Map<String, Object> settings = ClientSettings.consumer(bootstrapServers);
        settings.put("default.api.timeout.ms", Long.toString(READ_MAX.toMillis()));
        this.consumer =
                new KafkaConsumer<>(
                        settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /**
     * Begins at the first record.
     *
     * @throws SchemaNotFoundException where there is no such topic, or no Kafka
     */
    void open() {
        try {
            if (consumer.partitionsFor(PARTITION.topic(), READ_MAX).isEmpty()) {
                throw new SchemaNotFoundException(
                        "the Kafka at %s has no topic %s: make it with `sluice topics create`"
                                .formatted(bootstrapServers, PARTITION.topic()));
            }
            consumer.assign(List.of(PARTITION));
            consumer.seekToBeginning(List.of(PARTITION));
        } catch (KafkaException e) {
            throw unreachable(e);
        }
    }

    /** All records from where the last call ended to the end of now. */
    List<ConsumerRecord<byte[], byte[]>> readToEnd() {
        try {
            long end = consumer.endOffsets(List.of(PARTITION)).getOrDefault(PARTITION, 0L);
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
            long start = System.nanoTime();
            while (consumer.position(PARTITION) < end) {
                consumer.poll(POLL).forEach(records::add);
                if (System.nanoTime() - start > READ_MAX.toNanos()) {
                    throw new org.apache.kafka.common.errors.TimeoutException(
                            "offset " + end + " not reached in " + READ_MAX.toSeconds() + " s");
                }
            }
            return records;
        } catch (KafkaException e) {
            throw unreachable(e);
        }
    }

    /** Appends, and returns when all are acknowledged: what is read after that has them. */
    void append(List<SchemaRecord> records, String nonce) {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        ClientSettings.producer(bootstrapServers),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (SchemaRecord written : records) {
                byte[] key = key(written, nonce).getBytes(StandardCharsets.UTF_8);
                sent.add(
                        producer.send(
                                new ProducerRecord<>(PARTITION.topic(), 0, key, written.encode())));
            }
            for (Future<RecordMetadata> acknowledged : sent) {
                acknowledged.get();
            }
        } catch (KafkaException | ExecutionException e) {
            throw unreachable(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unreachable(e);
        }
    }

    @Override
    public void close() {
        consumer.close();
    }

    /** Unlike any other, so that compaction never takes a record away and offsets stay ids. */
    private static String key(SchemaRecord written, String nonce) {
        return "%s/%016x/%s"
                .formatted(
                        written.subject(),
                        SchemaNormalization.parsingFingerprint64(written.schema()),
                        nonce);
    }

    private SchemaNotFoundException unreachable(Exception e) {
        return new SchemaNotFoundException(
                "cannot use the schemas in topic %s at %s: %s"
                        .formatted(PARTITION.topic(), bootstrapServers, e.getMessage()),
                e);
    }
}
