package dev.sluice.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.app.kafka.EmbeddedKafka;
import dev.sluice.app.kafka.EmbeddedKafkaConfig;
import dev.sluice.app.kafka.TopicAdmin;
import dev.sluice.app.kafka.TopicPlan;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the tests do to a Kafka that somebody runs, and when they leave it alone. */
class RunningKafkaIT {

    @TempDir private Path folder = Path.of("");
    private EmbeddedKafka kafka;
    private Admin admin;

    @BeforeEach
    void start() throws Exception {
        kafka = EmbeddedKafka.start(folder, EmbeddedKafkaConfig.loopback(0));
        admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
        try (TopicAdmin topics = TopicAdmin.connect(kafka.bootstrapServers())) {
            topics.create(TopicPlan.embedded());
        }
        make("sluice-admission-admission-state-changelog");
    }

    @AfterEach
    void stop() {
        admin.close();
        kafka.close();
    }

    @Test
    void whatIsSluicesIsDeletedWithItsGroups() throws Exception {
        commit("sluice-workers", "inference.work");

        wipe(new RunningKafka.Consent(""));

        assertThat(topics()).isEmpty();
        assertThat(admin.listGroups().all().get()).isEmpty();
    }

    @Test
    void aTopicOfSomebodyElseKeepsEverything() throws Exception {
        make("orders");
        int before = topics().size();

        assertThatThrownBy(() -> wipe(new RunningKafka.Consent("perhaps")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(kafka.bootstrapServers())
                .hasMessageContaining("not Sluice's: orders.")
                .hasMessageContaining("-Dkafka.wipe=yes (not perhaps)");
        assertThat(topics()).hasSize(before);
    }

    @Test
    void itGoesTooWhereItsOwnerAgreed() throws Exception {
        make("orders");

        wipe(new RunningKafka.Consent("yes"));

        assertThat(topics()).isEmpty();
    }

    @Test
    void whatATestMadeIsNobodyElses() throws Exception {
        RunningKafka.Consent consent = new RunningKafka.Consent("");
        wipe(consent);
        make("results.acme");

        wipe(consent);

        assertThat(topics()).isEmpty();
    }

    private void wipe(RunningKafka.Consent consent) {
        RunningKafka.at(kafka.bootstrapServers(), consent).wipe();
    }

    private void make(String topic) throws Exception {
        admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
        // The controller knows it before the broker does.
        Awaitility.await().until(() -> topics().contains(topic));
    }

    private List<String> topics() throws Exception {
        return List.copyOf(admin.listTopics().names().get());
    }

    private void commit(String group, String topic) {
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        Map.of("bootstrap.servers", kafka.bootstrapServers(), "group.id", group),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            consumer.commitSync(Map.of(new TopicPartition(topic, 0), new OffsetAndMetadata(0)));
        }
    }
}
