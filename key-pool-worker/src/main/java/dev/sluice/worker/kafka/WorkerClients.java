package dev.sluice.worker.kafka;

import dev.sluice.schemas.kafka.ClientSettings;
import dev.sluice.schemas.kafka.RoleSettings;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The clients of a worker. */
record WorkerClients(
        Consumer<byte[], byte[]> work,
        Consumer<byte[], byte[]> journal,
        Consumer<byte[], byte[]> keys,
        Producer<byte[], byte[]> producer) {

    static final String GROUP = "sluice-workers";

    static WorkerClients connect(RoleSettings role) {
        return new WorkerClients(
                consumer(workSettings(role)),
                consumer(ungrouped(role, "-journal")),
                consumer(ungrouped(role, "-keys")),
                producer(role));
    }

    /** Only the partitions that really move are revoked: the others' calls go on. */
    private static Map<String, Object> workSettings(RoleSettings role) {
        Map<String, Object> settings =
                new HashMap<>(ClientSettings.consumer(role.bootstrapServers()));
        settings.put("group.id", GROUP);
        settings.put("group.instance.id", role.instanceId());
        settings.put("client.id", role.instanceId() + "-work");
        settings.put("partition.assignment.strategy", CooperativeStickyAssignor.class.getName());
        return settings;
    }

    private static Map<String, Object> ungrouped(RoleSettings role, String suffix) {
        Map<String, Object> settings =
                new HashMap<>(ClientSettings.consumer(role.bootstrapServers()));
        settings.put("client.id", role.instanceId() + suffix);
        return settings;
    }

    private static Consumer<byte[], byte[]> consumer(Map<String, Object> settings) {
        return new KafkaConsumer<>(
                settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private static Producer<byte[], byte[]> producer(RoleSettings role) {
        Map<String, Object> settings =
                new HashMap<>(ClientSettings.producer(role.bootstrapServers()));
        settings.put("client.id", role.instanceId() + "-lanes");
        settings.put("buffer.memory", Long.toString(64L * 1024 * 1024));
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
