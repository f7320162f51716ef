package dev.sluice.delivery.kafka;

import dev.sluice.schemas.kafka.ClientSettings;
import dev.sluice.schemas.kafka.RoleSettings;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Makes the clients of delivery. Any thread. */
final class DeliveryClients {

    /** Its members share the partitions of the results among them; it commits nothing. */
    static final String GROUP = "sluice-delivery";

    /** The most that a courier blocks: a topic that went away shows within this. */
    static final Duration BLOCK_MAX = Duration.ofSeconds(10);

    /** Records of one transaction, at most; their bytes are bounded by {@link #FETCH_BYTES}. */
    private static final int RECORDS_MAX = 500;

    private static final int FETCH_BYTES = 4 * 1024 * 1024;

    /**
     * Of one customer's topic. Nobody else waits for it, and who takes over ends it at once: so it
     * may be longer than a stage's.
     */
    private static final Duration TRANSACTION_MAX = Duration.ofSeconds(15);

    private final RoleSettings role;

    DeliveryClients(RoleSettings role) {
        this.role = role;
    }

    /** Whose offsets are those of the customer's courier. */
    static String offsetsGroup(String customer) {
        return GROUP + "." + customer;
    }

    Admin admin() {
        return Admin.create(
                Map.of(
                        "bootstrap.servers",
                        role.bootstrapServers(),
                        "client.id",
                        role.instanceId() + "-delivery-topics",
                        "request.timeout.ms",
                        "5000",
                        "default.api.timeout.ms",
                        Long.toString(BLOCK_MAX.toMillis()),
                        "enable.metrics.push",
                        "false"));
    }

    Consumer<byte[], byte[]> members() {
        Map<String, Object> settings = ClientSettings.consumer(role.bootstrapServers());
        settings.put("group.id", GROUP);
        settings.put("group.instance.id", role.instanceId());
        settings.put("client.id", role.instanceId() + "-delivery");
        settings.put("partition.assignment.strategy", CooperativeStickyAssignor.class.getName());
        settings.put("enable.metrics.push", "false");
        return consumer(settings);
    }

    /** It begins where it is told: what retention took must not be passed over in silence. */
    Consumer<byte[], byte[]> results(String customer) {
        Map<String, Object> settings = ClientSettings.consumer(role.bootstrapServers());
        settings.put("group.id", offsetsGroup(customer));
        settings.put("client.id", role.instanceId() + "-delivery-" + customer);
        settings.put("auto.offset.reset", "none");
        settings.put("max.poll.records", RECORDS_MAX);
        settings.put("max.partition.fetch.bytes", FETCH_BYTES);
        settings.put("request.timeout.ms", "5000");
        settings.put("default.api.timeout.ms", Long.toString(BLOCK_MAX.toMillis()));
        settings.put("enable.metrics.push", "false");
        return consumer(settings);
    }

    /** Fences whoever delivered for the customer before, as soon as it begins. */
    Producer<byte[], byte[]> copies(String customer) {
        Map<String, Object> settings = ClientSettings.producer(role.bootstrapServers());
        settings.put("transactional.id", GROUP + "-" + customer);
        settings.put("transaction.timeout.ms", Long.toString(TRANSACTION_MAX.toMillis()));
        settings.put("client.id", role.instanceId() + "-delivery-" + customer);
        settings.put("max.block.ms", Long.toString(BLOCK_MAX.toMillis()));
        settings.put("request.timeout.ms", "5000");
        settings.put("delivery.timeout.ms", Long.toString(BLOCK_MAX.toMillis()));
        settings.put("batch.size", Integer.toString(64 * 1024));
        // A producer asks for its topics in a way that makes them where brokers allow that. So it
        // forgets a topic that it does not write to, and asks for none that is not there.
        settings.put("metadata.max.idle.ms", "5000");
        settings.put("enable.metrics.push", "false");
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static Consumer<byte[], byte[]> consumer(Map<String, Object> settings) {
        return new KafkaConsumer<>(
                settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
