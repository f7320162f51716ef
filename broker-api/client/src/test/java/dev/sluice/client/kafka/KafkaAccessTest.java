package dev.sluice.client.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KafkaAccessTest {

    private final KafkaAccess access =
            new KafkaAccess(
                    "a:1,b:2", Map.of("security.protocol", "SSL", "fetch.max.wait.ms", "7"));

    @Test
    void everyClientGetsTheProperties() {
        for (Map<String, Object> settings :
                List.of(
                        access.producer(Map.of()),
                        access.consumer(Map.of()),
                        access.admin(Map.of()))) {
            assertThat(settings)
                    .containsEntry("bootstrap.servers", "a:1,b:2")
                    .containsEntry("security.protocol", "SSL");
        }
    }

    @Test
    void aPropertyWinsOverAPresetAndThatOverWhatIsUsual() {
        Map<String, Object> settings =
                access.consumer(Map.of("fetch.max.wait.ms", "8", "session.timeout.ms", "9000"));

        assertThat(settings)
                .containsEntry("fetch.max.wait.ms", "7")
                .containsEntry("session.timeout.ms", "9000")
                .containsEntry("isolation.level", "read_committed");
    }
}
