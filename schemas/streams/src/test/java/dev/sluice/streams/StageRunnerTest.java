package dev.sluice.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sluice.schemas.kafka.RoleSettings;
import dev.sluice.testing.Samples;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

    @Test
    void othersKeepCopiesOfItsStateAsItIsTold() {
        RoleSettings copied =
                new RoleSettings("127.0.0.1:9092", Path.of("state"), "one", 4, "topic-id", 2);

        assertThat(StageRunner.settings("admission", ROLE, Duration.ofMillis(5)))
                .containsEntry("num.standby.replicas", "0");
        assertThat(StageRunner.settings("admission", copied, Duration.ofMillis(5)))
                .containsEntry("num.standby.replicas", "2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RoleSettings("h:1", Path.of("s"), "one", 4, "id", -1));
    }

    @Test
    void aStageNeverHasAThreadWithoutAPartition() {
        RoleSettings onePartition =
                new RoleSettings("127.0.0.1:9092", Path.of("state"), "one", 1, "topic-id");
        assertThat(StageRunner.settings("admission", onePartition, Duration.ofMillis(5)))
                .containsEntry("num.stream.threads", "1");
    }

    /** Nothing listens there: the stage tries on, says it is not ready, and can be stopped. */
    @Test
    void aStageWithoutABrokerIsNotReadyAndHasNotFailed(@TempDir Path folder) {
        RoleSettings nowhere = new RoleSettings("127.0.0.1:1", folder, "one", 1, "topic-id");
        Topology topology = new Topology();
        topology.addSource("source", "topic").addSink("sink", "elsewhere", "source");
        StageRunner runner = StageRunner.start("admission", topology, nowhere, () -> Samples.NOON);
        try {
            assertThat(runner.name()).isEqualTo("admission");
            assertThat(runner.ready()).isFalse();
            assertThat(runner.failure()).isEmpty();
        } finally {
            runner.close();
        }
        assertThat(runner.ready()).isFalse();
        assertThat(runner.failure()).as("to be stopped is no failure").isEmpty();
    }
}
