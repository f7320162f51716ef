package dev.sluice.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.kafka.RoleSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;

class StageRunnerTest {

    private static final RoleSettings ROLE =
            new RoleSettings("127.0.0.1:9092", Path.of("state"), "one", 4, "topic-id");

    @Test
    void settingsAreOnesThatKafkaStreamsAccepts() {
        Map<String, Object> settings =
                StageRunner.settings("admission", ROLE, Duration.ofMillis(5));
        StreamsConfig config = new StreamsConfig(settings);
        assertThat(config.getString("application.id")).isEqualTo("sluice-admission");
        assertThat(config.getString("processing.guarantee")).isEqualTo("exactly_once_v2");
        assertThat(config.getClass("rocksdb.config.setter")).isEqualTo(BoundedRocksDb.class);
        assertThat(config.getMainConsumerConfigs("group", "client", 0))
                .containsEntry("group.instance.id", "one-0")
                .containsEntry("session.timeout.ms", "6000");
    }
}
