package dev.sluice.app.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerDirectoryTest {

    @TempDir Path folder;

    @Test
    void a_fresh_folder_gets_an_id_of_its_own() throws IOException {
        try (BrokerDirectory one = BrokerDirectory.open(folder.resolve("a/b"));
                BrokerDirectory two = BrokerDirectory.open(folder.resolve("c"))) {
            assertThat(one.logs()).isEqualTo(folder.resolve("a/b/log")).isDirectory();
            assertThat(one.clusterId()).hasSize(22).isNotEqualTo(two.clusterId());
        }
    }

    @Test
    void a_log_keeps_the_id_that_it_was_written_with() throws IOException {
        try (BrokerDirectory directory = BrokerDirectory.open(folder)) {
            Files.writeString(
                    directory.logs().resolve("meta.properties"),
                    "version=1\ncluster.id=AbCdEfGhIjKlMnOpQrStUv\n");

            assertThat(directory.clusterId()).isEqualTo("AbCdEfGhIjKlMnOpQrStUv");
        }
    }

    @Test
    void a_log_without_an_id_is_not_taken_for_a_fresh_one() throws IOException {
        try (BrokerDirectory directory = BrokerDirectory.open(folder)) {
            Path meta = directory.logs().resolve("meta.properties");
            Files.writeString(meta, "version=1\n");

            assertThatThrownBy(directory::clusterId)
                    .isInstanceOf(IOException.class)
                    .hasMessage(meta + " has no cluster.id");
        }
    }

    @Test
    void the_lock_is_free_again_after_a_close_and_not_before() {
        try (BrokerDirectory owner = BrokerDirectory.open(folder)) {
            assertThatThrownBy(() -> BrokerDirectory.open(folder))
                    .isInstanceOf(KafkaStartException.class)
                    .hasMessage(
                            "the folder %s is in use by the embedded Kafka of process %d: stop that one, or choose another folder (--data)",
                            folder, ProcessHandle.current().pid());
            assertThat(owner.logs()).isDirectory();
        }

        try (BrokerDirectory next = BrokerDirectory.open(folder)) {
            assertThat(next.logs()).isDirectory();
        }
    }

    @Test
    void a_longer_process_id_of_an_owner_before_leaves_no_digits() throws IOException {
        Files.writeString(folder.resolve("in-use.lock"), "99999999999999999999");

        try (BrokerDirectory owner = BrokerDirectory.open(folder)) {
            assertThat(owner.logs()).isDirectory();
            assertThat(folder.resolve("in-use.lock"))
                    .hasContent(Long.toString(ProcessHandle.current().pid()));
        }
    }
}
