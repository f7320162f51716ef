package dev.sluice.app.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.schemas.topic.Topic;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaTest {

    private static final EmbeddedKafkaConfig ANY_PORT = EmbeddedKafkaConfig.loopback(0);
    private static final String TOPIC = "inference.decisions";

    @TempDir Path folder;

    @Test
    void what_was_committed_is_there_after_a_restart_and_what_was_aborted_is_not() {
        StageTopics before;
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder, ANY_PORT)) {
            before = createTopics(kafka);
            Records.append(kafka, TOPIC, "one", "two");
            Records.appendAborted(kafka, TOPIC, "never");
            assertThat(Records.read(kafka, TOPIC, 2)).containsExactly("one", "two");
        }

        try (EmbeddedKafka again = EmbeddedKafka.start(folder, ANY_PORT)) {
            Records.append(again, TOPIC, "three");

            assertThat(Records.read(again, TOPIC, 3)).containsExactly("one", "two", "three");
            assertThat(createTopics(again)).isEqualTo(before);
            assertThat(again.failure()).isEmpty();
        }
    }

    @Test
    void a_folder_in_use_is_refused_and_stays_usable_for_its_owner() {
        try (EmbeddedKafka owner = EmbeddedKafka.start(folder, ANY_PORT)) {
            assertThatThrownBy(() -> EmbeddedKafka.start(folder, ANY_PORT))
                    .isInstanceOf(KafkaStartException.class)
                    .hasMessageContaining(folder.toString())
                    .hasMessageContaining("process " + ProcessHandle.current().pid())
                    .hasMessageContaining("--data");

            createTopics(owner);
        }
    }

    @Test
    void a_taken_port_is_refused_and_the_folder_is_free_again() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            EmbeddedKafkaConfig config = EmbeddedKafkaConfig.loopback(taken.getLocalPort());

            assertThatThrownBy(() -> EmbeddedKafka.start(folder, config))
                    .isInstanceOf(KafkaStartException.class)
                    .hasMessageContaining("127.0.0.1:" + taken.getLocalPort())
                    .hasMessageContaining("--kafka-port");
        }

        try (BrokerDirectory free = BrokerDirectory.open(folder)) {
            assertThat(free.logs()).isDirectory();
        }
    }

    @Test
    void a_folder_that_is_a_file_is_refused() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertThatThrownBy(() -> EmbeddedKafka.start(file, ANY_PORT))
                .isInstanceOf(KafkaStartException.class)
                .hasMessageContaining(file.toString());
    }

    @Test
    void a_log_of_another_format_is_refused_with_its_folder_named() throws IOException {
        Path logs = Files.createDirectories(folder.resolve("log"));
        Files.writeString(
                logs.resolve("meta.properties"), "version=1\nnode.id=77\ncluster.id=other\n");

        assertThatThrownBy(() -> EmbeddedKafka.start(folder, ANY_PORT))
                .isInstanceOf(KafkaStartException.class)
                .hasMessageContaining(folder.toString());
        assertThatThrownBy(() -> EmbeddedKafka.start(folder, ANY_PORT))
                .as("the folder was let go")
                .hasMessageNotContaining("in use");
    }

    @Test
    void the_largest_record_that_a_topic_may_carry_passes() {
        String large = "x".repeat(Topic.RECORD_BYTES_MAX - 1024);
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder, ANY_PORT)) {
            createTopics(kafka);

            Records.append(kafka, TOPIC, large);

            assertThat(Records.read(kafka, TOPIC, 1)).containsExactly(large);
        }
    }

    private static StageTopics createTopics(EmbeddedKafka kafka) {
        try (TopicAdmin admin = TopicAdmin.connect(kafka.bootstrapServers())) {
            return admin.create(new TopicPlan(1, (short) 1));
        }
    }
}
