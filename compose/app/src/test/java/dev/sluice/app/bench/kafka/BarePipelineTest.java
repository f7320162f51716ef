package dev.sluice.app.bench.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.app.kafka.EmbeddedKafka;
import dev.sluice.app.kafka.EmbeddedKafkaConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BarePipelineTest {

    @TempDir private Path folder;

    @Test
    void everyRecordComesThroughOnce() throws InterruptedException {
        List<Integer> arrived = Collections.synchronizedList(new ArrayList<>());
        try (EmbeddedKafka kafka =
                        EmbeddedKafka.start(
                                folder.resolve("kafka"), EmbeddedKafkaConfig.loopback(0));
                BarePipeline pipeline =
                        BarePipeline.start(
                                kafka.bootstrapServers(),
                                folder.resolve("streams"),
                                arrived::add)) {
            for (int n = 0; n < 50; n++) {
                pipeline.send(n);
            }

            await().atMost(Duration.ofSeconds(30)).until(() -> arrived.size() == 50);
        }
        assertThat(arrived).containsExactlyInAnyOrderElementsOf(range(50));
    }

    private static List<Integer> range(int count) {
        return IntStream.range(0, count).boxed().toList();
    }
}
