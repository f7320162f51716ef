package dev.sluice.app.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledBrokerTest {

    private static final EmbeddedKafkaConfig ANY_PORT = EmbeddedKafkaConfig.loopback(0);
    private static final String TOPIC = "inference.results";

    @TempDir Path folder;

    @Test
    void a_killed_broker_is_back_on_its_folder_with_everything_that_it_acknowledged() {
        try (BrokerProcess process = BrokerProcess.start(folder)) {
            Records.append(process.bootstrapServers(), TOPIC, "one", "two");
            assertThatThrownBy(() -> EmbeddedKafka.start(folder, ANY_PORT))
                    .hasMessageContaining(
                            "in use by the embedded Kafka of process " + process.pid());

            process.kill();
        }

        try (EmbeddedKafka again = EmbeddedKafka.start(folder, ANY_PORT)) {
            Records.append(again, TOPIC, "three");

            assertThat(Records.read(again, TOPIC, 3)).containsExactly("one", "two", "three");
        }
    }
}
