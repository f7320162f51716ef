package dev.sluice.app.kafka;

import dev.sluice.schemas.topic.Topic;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Settings of the one embedded node, which is broker and controller. Names are Kafka's; a test
 * checks that Kafka knows every one of them, since it ignores those that it does not.
 */
final class BrokerProperties {

    static final int NODE_ID = 1;

    private static final int KIB = 1024;
    private static final int MIB = 1024 * KIB;

    /** Room for the batch around the largest record. */
    private static final int BATCH_BYTES_MAX = Topic.RECORD_BYTES_MAX + 64 * KIB;

    private static final Map<String, Object> FIXED =
            joined(replicationOne(), groups(), restarts(), footprint());

    private BrokerProperties() {}

    static Map<String, String> of(Path logs, String clientAddress, String controllerAddress) {
        Map<String, Object> all = new HashMap<>(FIXED);
        all.put("process.roles", "broker,controller");
        all.put("node.id", NODE_ID);
        all.put("controller.quorum.voters", NODE_ID + "@" + controllerAddress);
        all.put(
                "listeners",
                "%s://%s,%s://%s"
                        .formatted(
                                BrokerListeners.CLIENTS,
                                clientAddress,
                                BrokerListeners.CONTROLLER,
                                controllerAddress));
        all.put("advertised.listeners", BrokerListeners.CLIENTS + "://" + clientAddress);
        all.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        all.put("controller.listener.names", BrokerListeners.CONTROLLER);
        all.put("inter.broker.listener.name", BrokerListeners.CLIENTS);
        all.put("log.dirs", logs.toString());
        all.put("auto.create.topics.enable", "false");
        all.put("message.max.bytes", BATCH_BYTES_MAX);
        all.put("replica.fetch.max.bytes", BATCH_BYTES_MAX);
        return texts(all);
    }

    private static Map<String, Object> replicationOne() {
        return Map.of(
                "default.replication.factor", 1,
                "offsets.topic.replication.factor", 1,
                "offsets.topic.num.partitions", 4,
                "transaction.state.log.replication.factor", 1,
                "transaction.state.log.min.isr", 1,
                "transaction.state.log.num.partitions", 4,
                "share.coordinator.state.topic.replication.factor", 1,
                "share.coordinator.state.topic.min.isr", 1,
                "share.coordinator.state.topic.num.partitions", 1);
    }

    private static Map<String, Object> groups() {
        return Map.of(
                // One machine: nobody else is about to join, so the first one need not wait.
                "group.initial.rebalance.delay.ms", 0,
                "group.streams.initial.rebalance.delay.ms", 0,
                "group.min.session.timeout.ms", 3_000,
                // The consumer protocol takes these from the broker, and its own are 45 s.
                "group.consumer.min.session.timeout.ms", 3_000,
                "group.consumer.session.timeout.ms", 6_000,
                "group.consumer.min.heartbeat.interval.ms", 250,
                "group.consumer.heartbeat.interval.ms", 500,
                // A broker that was off for a month still knows where everybody was: an offset that
                // expires makes old requests new.
                "offsets.retention.minutes", 30 * 24 * 60,
                // How long a dead stage's open transaction may hold back readers beyond its
                // timeout.
                "transaction.abort.timed.out.transaction.cleanup.interval.ms", 500,
                // A stage's next transaction begins while the last one's markers are written: a
                // record of it then waits this long, not 20 ms.
                "add.partitions.to.txn.retry.backoff.ms", 1);
    }

    private static Map<String, Object> restarts() {
        return Map.of(
                // After a kill the node may only come back when its former self has timed out.
                "broker.session.timeout.ms",
                1_500,
                "broker.heartbeat.interval.ms",
                300,
                "server.max.startup.time.ms",
                120_000,
                // After a kill the newest segment of each partition is read again.
                "log.segment.bytes",
                64 * MIB,
                "num.recovery.threads.per.data.dir",
                2,
                // Both are read whole at start; several hundred commits a second go through them.
                "offsets.topic.segment.bytes",
                16 * MIB,
                "transaction.state.log.segment.bytes",
                16 * MIB);
    }

    private static Map<String, Object> footprint() {
        return Map.of(
                // Preallocated for each partition; enough for a segment of 64 MiB.
                "log.index.size.max.bytes", 512 * KIB,
                "log.cleaner.dedupe.buffer.size", 4 * MIB,
                "log.cleaner.threads", 1,
                "num.network.threads", 2,
                "num.io.threads", 4,
                "background.threads", 2,
                "num.replica.fetchers", 1,
                "group.coordinator.threads", 1,
                "share.coordinator.threads", 1);
    }

    /**
     * Kafka parses texts into whatever type a setting has, and refuses other numbers than its own.
     */
    private static Map<String, String> texts(Map<String, Object> all) {
        Map<String, String> texts = new HashMap<>();
        all.forEach((name, value) -> texts.put(name, value.toString()));
        return Map.copyOf(texts);
    }

    @SafeVarargs
    private static Map<String, Object> joined(Map<String, Object>... parts) {
        Map<String, Object> all = new HashMap<>();
        for (Map<String, Object> part : parts) {
            all.putAll(part);
        }
        return Map.copyOf(all);
    }
}
