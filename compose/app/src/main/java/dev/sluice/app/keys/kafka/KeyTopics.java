package dev.sluice.app.keys.kafka;

import dev.sluice.app.kafka.TopicSnapshot;
import dev.sluice.app.keys.LaneNews;
import dev.sluice.ledger.kafka.TopicScan;
import dev.sluice.schemas.kafka.AvroWire;
import dev.sluice.schemas.kafka.ClientSettings;
import dev.sluice.schemas.record.KeyCommand;
import dev.sluice.schemas.record.LaneAnnouncement;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.schemas.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** What lanes announce, and what people order, in the topics of a cluster. One thread. */
public final class KeyTopics {

    private static final long WAIT_SECONDS = 30;

    private final String bootstrapServers;
    private final SchemaRegistry registry;

    public KeyTopics(String bootstrapServers, SchemaRegistry registry) {
        this.bootstrapServers = bootstrapServers;
        this.registry = registry;
    }

    /**
     * What lanes announced in the seconds before {@code now}.
     *
     * @throws IllegalStateException where the topic cannot be read
     */
    public LaneNews news(Instant now) {
        LaneNews news = new LaneNews();
        AvroWire<LaneAnnouncement> wire = AvroWire.of(Topics.LANE_EVENTS, registry);
        String topic = Topics.LANE_EVENTS.name();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
                TopicScan scan = TopicScan.of(bootstrapServers, topic)) {
            Map<TopicPartition, Long> ends = scan.ends(admin);
            scan.startAt(since(admin, now.minus(LaneNews.SILENT_AFTER), ends));
            scan.readTo(ends, record -> news.add(wire.decode(record.value())));
        }
        return news;
    }

    /** From the first announcement since then, in each partition; else from its end. */
    private static Map<Integer, Long> since(
            Admin admin, Instant time, Map<TopicPartition, Long> ends) {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        OffsetSpec from = OffsetSpec.forTimestamp(time.toEpochMilli());
        ends.keySet().forEach(partition -> asked.put(partition, from));
        try {
            Map<Integer, Long> starts = new HashMap<>();
            admin.listOffsets(asked)
                    .all()
                    .get(WAIT_SECONDS, TimeUnit.SECONDS)
                    .forEach((partition, found) ->
                            starts.put(
                                    partition.partition(),
                                    found.offset() < 0
                                            ? ends.getOrDefault(partition, 0L)
                                            : found.offset()));
            return starts;
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("cannot ask for the newest announcements", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking for announcements", e);
        }
    }

    /** The newest order for each key, by {@code provider/key}. */
    public Map<String, KeyCommand> orders() {
        Map<String, KeyCommand> orders = new HashMap<>();
        TopicSnapshot.read(bootstrapServers, registry, Topics.KEYS, orders::put);
        return orders;
    }

    /**
     * Writes an order down; lanes read it within a second.
     *
     * @throws IllegalStateException where Kafka does not take it
     */
    public void order(KeyCommand command) {
        String key = command.getProvider() + "/" + command.getKey();
        byte[] value = AvroWire.of(Topics.KEYS, registry).encode(command);
        ByteArraySerializer bytes = new ByteArraySerializer();
        try (Producer<byte[], byte[]> producer =
                new KafkaProducer<>(ClientSettings.producer(bootstrapServers), bytes, bytes)) {
            producer.send(
                            new ProducerRecord<>(
                                    Topics.KEYS.name(),
                                    key.getBytes(StandardCharsets.UTF_8),
                                    value))
                    .get(WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("Kafka did not take the order for " + key, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while ordering", e);
        }
    }
}
