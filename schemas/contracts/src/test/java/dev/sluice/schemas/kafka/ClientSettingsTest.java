package dev.sluice.schemas.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.topic.Topic;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

final class ClientSettingsTest {

    private static final String SERVERS = "127.0.0.1:9092";

    @Test
    void everySettingOfTheProducerIsOneThatKafkaKnows() {
        Map<String, Object> settings = ClientSettings.producer(SERVERS);
        assertThat(ProducerConfig.configNames()).containsAll(settings.keySet());
        assertThat(valid(settings).getString(ProducerConfig.ACKS_CONFIG)).isEqualTo("-1");
    }

    @Test
    void everySettingOfTheConsumerIsOneThatKafkaKnows() {
        Map<String, Object> settings = ClientSettings.consumer(SERVERS);
        assertThat(ConsumerConfig.configNames()).containsAll(settings.keySet());
        settings.put("key.deserializer", ByteArrayDeserializer.class);
        settings.put("value.deserializer", ByteArrayDeserializer.class);
        ConsumerConfig config = new ConsumerConfig(settings);
        assertThat(config.getString(ConsumerConfig.ISOLATION_LEVEL_CONFIG))
                .isEqualTo("read_committed");
        assertThat(config.getBoolean(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG)).isFalse();
    }

    @Test
    void aDeadMemberIsMissedBeforeTakeoverMustBeDone() {
        Map<String, Object> consumer = ClientSettings.consumer(SERVERS);
        assertThat(consumer).containsEntry("session.timeout.ms", "6000");
        // Kafka's advice: at least three heartbeats in a session.
        assertThat(Duration.ofMillis(number(consumer, "heartbeat.interval.ms")).multipliedBy(3))
                .isLessThan(ClientSettings.SESSION_TIMEOUT);
        assertThat(ClientSettings.TRANSACTION_TIMEOUT).isLessThan(ClientSettings.SESSION_TIMEOUT);
    }

    @Test
    void theLargestRecordFitsThroughEveryClient() {
        assertThat(number(ClientSettings.producer(SERVERS), "max.request.size"))
                .isEqualTo(Topic.RECORD_BYTES_MAX);
        assertThat(number(ClientSettings.consumer(SERVERS), "max.partition.fetch.bytes"))
                .isEqualTo(Topic.RECORD_BYTES_MAX);
    }

    @Test
    void aStageIsExactlyOnceAndLeavesToStreamsWhatStreamsDecides() {
        Map<String, Object> stage = stage();
        assertThat(stage)
                .containsEntry("processing.guarantee", "exactly_once_v2")
                .containsEntry("commit.interval.ms", "5")
                .containsEntry("producer.transaction.timeout.ms", "5000")
                .doesNotContainKeys(
                        "producer.acks",
                        "producer.enable.idempotence",
                        "main.consumer.isolation.level",
                        "main.consumer.enable.auto.commit",
                        "main.consumer.group.protocol",
                        "main.consumer.bootstrap.servers");
    }

    @Test
    void prefixedSettingsOfAStageAreOnesThatKafkaKnows() {
        assertThat(below("producer.")).isNotEmpty().isSubsetOf(ProducerConfig.configNames());
        assertThat(below("main.consumer.")).isNotEmpty().isSubsetOf(ConsumerConfig.configNames());
        assertThat(below("topic."))
                .containsExactlyInAnyOrder(
                        TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                        TopicConfig.SEGMENT_BYTES_CONFIG,
                        TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG);
    }

    private static Map<String, Object> stage() {
        return ClientSettings.stage(SERVERS, "sluice-test", "/state", Duration.ofMillis(5));
    }

    private static Set<String> below(String prefix) {
        Map<String, Object> found = new HashMap<>();
        stage().forEach((name, value) -> {
            if (name.startsWith(prefix)) {
                found.put(name.substring(prefix.length()), value);
            }
        });
        return found.keySet();
    }

    private static ProducerConfig valid(Map<String, Object> settings) {
        settings.put("key.serializer", ByteArraySerializer.class);
        settings.put("value.serializer", ByteArraySerializer.class);
        return new ProducerConfig(settings);
    }

    private static long number(Map<String, Object> settings, String name) {
        return Long.parseLong(String.valueOf(settings.get(name)));
    }
}
