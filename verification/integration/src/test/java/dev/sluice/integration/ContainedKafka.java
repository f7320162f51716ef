package dev.sluice.integration;

import java.util.Map;
import org.testcontainers.kafka.KafkaContainer;

/** Kafka's public image in a container that Testcontainers starts and removes. */
final class ContainedKafka implements AutoCloseable {

    static final String IMAGE = "apache/kafka:4.3.1";

    /** What Sluice's own broker has and correctness or the time of a test depends on. */
    private static final Map<String, String> SETTINGS =
            Map.ofEntries(
                    Map.entry("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false"),
                    Map.entry("KAFKA_MESSAGE_MAX_BYTES", "12648448"),
                    Map.entry("KAFKA_OFFSETS_TOPIC_NUM_PARTITIONS", "4"),
                    Map.entry("KAFKA_TRANSACTION_STATE_LOG_NUM_PARTITIONS", "4"),
                    Map.entry(
                            "KAFKA_TRANSACTION_ABORT_TIMED_OUT_TRANSACTION_CLEANUP_INTERVAL_MS",
                            "500"),
                    Map.entry("KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS", "0"),
                    Map.entry("KAFKA_GROUP_MIN_SESSION_TIMEOUT_MS", "3000"),
                    Map.entry("KAFKA_GROUP_CONSUMER_MIN_SESSION_TIMEOUT_MS", "3000"),
                    Map.entry("KAFKA_GROUP_CONSUMER_SESSION_TIMEOUT_MS", "6000"),
                    Map.entry("KAFKA_GROUP_CONSUMER_MIN_HEARTBEAT_INTERVAL_MS", "250"),
                    Map.entry("KAFKA_GROUP_CONSUMER_HEARTBEAT_INTERVAL_MS", "500"),
                    Map.entry("KAFKA_HEAP_OPTS", "-Xmx512m"));

    private final KafkaContainer container;

    private ContainedKafka(KafkaContainer container) {
        this.container = container;
    }

    static ContainedKafka start() {
        KafkaContainer container = new KafkaContainer(IMAGE).withEnv(SETTINGS);
        container.start();
        return new ContainedKafka(container);
    }

    String bootstrapServers() {
        return container.getBootstrapServers();
    }

    @Override
    public void close() {
        container.stop();
    }
}
