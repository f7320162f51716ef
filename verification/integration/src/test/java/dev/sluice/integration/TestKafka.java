package dev.sluice.integration;

import dev.sluice.app.kafka.TopicAdmin;
import dev.sluice.app.kafka.TopicPlan;
import dev.sluice.app.roles.AllInOneSettings;
import dev.sluice.config.SluiceConfig;
import dev.sluice.delivery.Route;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/**
 * The Kafka of one test: the embedded one unless {@code -Dkafka=…} names another, always without a
 * topic of Sluice's at first. Closed after Sluice.
 */
final class TestKafka implements AutoCloseable {

    private static final KafkaChoice CHOICE =
            KafkaChoice.parse(System.getProperty("kafka", KafkaChoice.EMBEDDED));

    private final Optional<String> bootstrapServers;
    private final Runnable closing;

    private TestKafka(Optional<String> bootstrapServers, Runnable closing) {
        this.bootstrapServers = bootstrapServers;
        this.closing = closing;
    }

    /** Returns when it can be used. */
    static TestKafka open() {
        return switch (CHOICE) {
            case KafkaChoice.Embedded _ -> new TestKafka(Optional.empty(), () -> {});
            case KafkaChoice.Testcontainers _ -> {
                ContainedKafka kafka = ContainedKafka.start();
                yield new TestKafka(Optional.of(kafka.bootstrapServers()), kafka::close);
            }
            case KafkaChoice.Running(String hostAndPort) -> {
                RunningKafka kafka = RunningKafka.at(hostAndPort, RunningKafka.Consent.given());
                kafka.wipe();
                yield new TestKafka(Optional.of(hostAndPort), kafka::wipe);
            }
        };
    }

    /**
     * For tests that cannot use another: skips them there.
     *
     * @param reason what they do that another Kafka does not take part in
     */
    static void embeddedOnly(String reason) {
        Assumptions.assumeTrue(
                CHOICE instanceof KafkaChoice.Embedded, "only with -Dkafka=embedded: " + reason);
    }

    /** For an all-in-one on this Kafka and on free ports. */
    AllInOneSettings settings(Path folder) {
        AllInOneSettings anywhere = AllInOneSettings.anywhere(folder);
        return bootstrapServers.map(anywhere::withKafka).orElse(anywhere);
    }

    /** The embedded one makes them by itself; on any other they are the customers' to make. */
    void makeTopicsOfCustomers(SluiceConfig config) {
        bootstrapServers.ifPresent(kafka -> {
            try (TopicAdmin topics = TopicAdmin.connect(kafka)) {
                topics.createForCustomers(Route.topics(config), TopicPlan.embedded());
            }
        });
    }

    @Override
    public void close() {
        closing.run();
    }
}
