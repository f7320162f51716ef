package dev.sluice.app.kafka;

import dev.sluice.ledger.kafka.TopicScan;
import dev.sluice.schemas.kafka.AvroWire;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.schemas.topic.Topic;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The committed records of a topic, from its beginning to where it ends now. */
public final class TopicSnapshot {

    private TopicSnapshot() {}

    /**
     * Calls {@code each} with every record's key (empty where it has none) and value, in the order
     * of each partition.
     *
     * @throws RuntimeException where the topic cannot be read
     */
    public static <V extends SpecificRecord> void read(
            String bootstrapServers,
            SchemaRegistry registry,
            Topic<V> topic,
            BiConsumer<String, V> each) {
        AvroWire<V> wire = AvroWire.of(topic, registry);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
                TopicScan scan = TopicScan.of(bootstrapServers, topic.name())) {
            scan.readTo(
                    scan.ends(admin),
                    found -> {
                        if (found.value() != null) {
                            each.accept(key(found), wire.decode(found.value()));
                        }
                    });
        }
    }

    private static String key(ConsumerRecord<byte[], byte[]> found) {
        return found.key() == null ? "" : new String(found.key(), StandardCharsets.UTF_8);
    }
}
