package dev.sluice.schemas.kafka;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A topic of one partition that is read whole, when asked and not in between: schemas, the
 * configuration. One thread at a time; every call may block until the broker answers, at most
 * {@link #WAIT_MAX}, and then throws a {@link KafkaException}.
 */
public final class SmallTopic implements AutoCloseable {

    static final Duration WAIT_MAX = Duration.ofSeconds(15);

    private static final Duration POLL = Duration.ofMillis(100);

    private final String bootstrapServers;
    private final Map<String, String> properties;
    private final TopicPartition partition;
    private final KafkaConsumer<byte[], byte[]> consumer;

    private SmallTopic(String bootstrapServers, Map<String, String> properties, String topic) {
        this.bootstrapServers = bootstrapServers;
        this.properties = Map.copyOf(properties);
        this.partition = new TopicPartition(topic, 0);
        Map<String, Object> settings = ClientSettings.consumer(bootstrapServers);
        settings.putAll(properties);
        settings.put("default.api.timeout.ms", Long.toString(WAIT_MAX.toMillis()));
        this.consumer =
                new KafkaConsumer<>(
                        settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /**
     * @throws UnknownTopicOrPartitionException where the cluster has no such topic
     */
    public static SmallTopic open(String bootstrapServers, String topic) {
        return open(bootstrapServers, Map.of(), topic);
    }

    /**
     * @param properties that its Kafka clients get beside their own, as for TLS
     * @throws UnknownTopicOrPartitionException where the cluster has no such topic
     */
    public static SmallTopic open(
            String bootstrapServers, Map<String, String> properties, String topic) {
        SmallTopic opened = new SmallTopic(bootstrapServers, properties, topic);
        try {
            opened.begin();
            return opened;
        } catch (KafkaException e) {
            opened.close();
            throw e;
        }
    }

    /** All records from where the last call ended (the first: from the beginning) to now. */
    public List<ConsumerRecord<byte[], byte[]>> readOn() {
        long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        long start = System.nanoTime();
        while (consumer.position(partition) < end) {
            if (System.nanoTime() - start > WAIT_MAX.toNanos()) {
                throw new TimeoutException(
                        "offset %d of %s not reached in %d s"
                                .formatted(end, partition, WAIT_MAX.toSeconds()));
            }
            consumer.poll(POLL).forEach(records::add);
        }
        return records;
    }

    /**
     * Returns when all are acknowledged: what is read after that has them.
     *
     * @param values in the order to append, by their record keys
     */
    public void append(SequencedMap<String, byte[]> values) {
        Map<String, Object> settings = ClientSettings.producer(bootstrapServers);
        settings.putAll(properties);
        ByteArraySerializer bytes = new ByteArraySerializer();
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(settings, bytes, bytes)) {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            values.forEach((key, value) -> sent.add(producer.send(entry(key, value))));
            for (Future<RecordMetadata> acknowledged : sent) {
                acknowledged.get();
            }
        } catch (ExecutionException e) {
            throw new KafkaException("cannot append to " + partition + ": " + e.getCause(), e);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    @Override
    public void close() {
        consumer.close();
    }

    private ProducerRecord<byte[], byte[]> entry(String key, byte[] value) {
        byte[] keyBytes = key.getBytes(StandardCharsets.UTF_8);
        return new ProducerRecord<>(partition.topic(), partition.partition(), keyBytes, value);
    }

    private void begin() {
        if (consumer.partitionsFor(partition.topic(), WAIT_MAX).isEmpty()) {
            throw new UnknownTopicOrPartitionException(
                    "the Kafka at %s has no topic %s: make it with `sluice topics create`"
                            .formatted(bootstrapServers, partition.topic()));
        }
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
    }
}
