package dev.sluice.app.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import kafka.server.KafkaConfig;
import org.junit.jupiter.api.Test;

class BrokerPropertiesTest {

    private static final Map<String, String> PROPERTIES =
            BrokerProperties.of(Path.of("log"), "127.0.0.1:9092", "127.0.0.1:9093");

    @Test
    void kafka_knows_every_name() {
        assertThat(KafkaConfig.configDef().names()).containsAll(PROPERTIES.keySet());
    }

    @Test
    void kafka_accepts_them_together() {
        KafkaConfig config = new KafkaConfig(PROPERTIES, false);

        assertThat(config.brokerSessionTimeoutMs()).isEqualTo(1_500);
        assertThat(config.quorumConfig().voters()).containsExactly("1@127.0.0.1:9093");
    }
}
