package dev.sluice.schemas.kafka;

import dev.sluice.schemas.topic.Topic;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Client settings that correctness or takeover time depends on, the same for every role. Session
 * and heartbeat are client settings (classic protocol), so they hold on any cluster.
 */
public final class ClientSettings {

    /** After this silence a member's partitions go to others. */
    public static final Duration SESSION_TIMEOUT = Duration.ofSeconds(6);

    /** A dead producer's open transaction holds back readers for so long. */
    public static final Duration TRANSACTION_TIMEOUT = Duration.ofSeconds(5);

    /** Kafka Streams' own default. */
    private static final long POLL_MAX_MS = 100;

    /** A stage that commits less often than this is not on a request's way. */
    private static final Duration ON_THE_WAY_MAX = Duration.ofMillis(50);

    private static final String PATIENT_FETCH_BYTES = Integer.toString(1024 * 1024);
    private static final String RECORD_BYTES = Integer.toString(Topic.RECORD_BYTES_MAX);
    private static final String FETCH_BYTES = Integer.toString(4 * Topic.RECORD_BYTES_MAX);

    private ClientSettings() {}

    /** For a producer whose records must not be lost and must not wait for others. */
    public static Map<String, Object> producer(String bootstrapServers) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("bootstrap.servers", bootstrapServers);
        settings.put("acks", "all");
        settings.put("enable.idempotence", "true");
        settings.put("linger.ms", "0");
        settings.put("max.request.size", RECORD_BYTES);
        settings.put("delivery.timeout.ms", "60000");
        settings.put("request.timeout.ms", "10000");
        return settings;
    }

    /**
     * For a consumer that sees committed records only, from the beginning where it has no offset,
     * and commits by itself.
     */
    public static Map<String, Object> consumer(String bootstrapServers) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("bootstrap.servers", bootstrapServers);
        settings.put("isolation.level", "read_committed");
        settings.put("enable.auto.commit", "false");
        settings.put("auto.offset.reset", "earliest");
        settings.put("group.protocol", "classic");
        settings.put("session.timeout.ms", Long.toString(SESSION_TIMEOUT.toMillis()));
        settings.put("heartbeat.interval.ms", "500");
        settings.put("max.partition.fetch.bytes", RECORD_BYTES);
        settings.put("fetch.max.bytes", FETCH_BYTES);
        settings.put("fetch.max.wait.ms", "100");
        settings.put("allow.auto.create.topics", "false");
        return settings;
    }

    /** For a Kafka Streams stage with exactly-once transactions. */
    public static Map<String, Object> stage(
            String bootstrapServers,
            String applicationId,
            String stateDir,
            Duration commitInterval) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("bootstrap.servers", bootstrapServers);
        settings.put("application.id", applicationId);
        settings.put("state.dir", stateDir);
        settings.put("processing.guarantee", "exactly_once_v2");
        settings.put("commit.interval.ms", Long.toString(commitInterval.toMillis()));
        // A thread that waits for input must not miss a commit; one that seldom commits may wait.
        settings.put("poll.ms", Long.toString(Math.min(commitInterval.toMillis(), POLL_MAX_MS)));
        settings.put("statestore.cache.max.bytes", "0");
        settings.put(
                "default.key.serde", "org.apache.kafka.common.serialization.Serdes$ByteArraySerde");
        settings.put(
                "default.value.serde",
                "org.apache.kafka.common.serialization.Serdes$ByteArraySerde");
        prefixed(settings, "producer.", producer(bootstrapServers), "acks", "enable.idempotence");
        settings.put(
                "producer.transaction.timeout.ms", Long.toString(TRANSACTION_TIMEOUT.toMillis()));
        settings.put("producer.delivery.timeout.ms", "30000");
        // Each commit flushes, so nothing waits for it: it keeps a transaction's records together.
        settings.put("producer.linger.ms", "5");
        prefixed(
                settings,
                "main.consumer.",
                consumer(bootstrapServers),
                "isolation.level",
                "enable.auto.commit");
        if (commitInterval.compareTo(ON_THE_WAY_MAX) > 0) {
            // Nobody waits for it: a fetch for each commit of others would only cost both sides.
            settings.put("main.consumer.fetch.min.bytes", PATIENT_FETCH_BYTES);
        }
        settings.put("restore.consumer.max.partition.fetch.bytes", RECORD_BYTES);
        settings.put("topic.max.message.bytes", RECORD_BYTES);
        settings.put("topic.segment.bytes", Integer.toString(64 * 1024 * 1024));
        settings.put("topic.min.cleanable.dirty.ratio", "0.2");
        return settings;
    }

    private static void prefixed(
            Map<String, Object> into,
            String prefix,
            Map<String, Object> from,
            String... ownedByStreams) {
        Map<String, Object> rest = new HashMap<>(from);
        rest.remove("bootstrap.servers");
        rest.remove("group.protocol");
        for (String name : ownedByStreams) {
            rest.remove(name);
        }
        rest.forEach((name, value) -> into.put(prefix + name, value));
    }
}
