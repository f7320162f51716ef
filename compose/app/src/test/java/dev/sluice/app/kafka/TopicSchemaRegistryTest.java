package dev.sluice.app.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.schemas.kafka.TopicSchemaRegistry;
import dev.sluice.schemas.registry.RegistryUnavailableException;
import dev.sluice.schemas.registry.SchemaNotFoundException;
import dev.sluice.schemas.topic.Topic;
import dev.sluice.schemas.topic.Topics;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopicSchemaRegistryTest {

    private static final EmbeddedKafkaConfig ANY_PORT = EmbeddedKafkaConfig.loopback(0);
    private static final Schema PING =
            SchemaBuilder.record("Ping").fields().requiredString("text").endRecord();
    private static final Schema PING_2 =
            SchemaBuilder.record("Ping")
                    .fields()
                    .requiredString("text")
                    .optionalInt("hops")
                    .endRecord();

    @TempDir Path folder;

    @Test
    void writers_at_the_same_time_agree_and_a_restart_changes_no_id() throws Exception {
        List<Integer> ids;
        try (EmbeddedKafka kafka = startWithTopics()) {
            List<List<Integer>> seen = registerAtOnce(kafka, 4);

            ids = seen.getFirst();
            assertThat(seen).allSatisfy(others -> assertThat(others).isEqualTo(ids));
            assertThat(ids).hasSize(Topics.ALL.size()).doesNotHaveDuplicates();
        }

        try (EmbeddedKafka again = EmbeddedKafka.start(folder, ANY_PORT);
                TopicSchemaRegistry registry = open(again)) {
            assertThat(ids(registry)).isEqualTo(ids);
            for (int i = 0; i < ids.size(); i++) {
                assertThat(registry.schema(ids.get(i))).isEqualTo(Topics.ALL.get(i).schema());
            }
        }
    }

    @Test
    void what_another_registers_later_is_found_when_it_is_asked_for() {
        try (EmbeddedKafka kafka = startWithTopics();
                TopicSchemaRegistry reader = open(kafka);
                TopicSchemaRegistry writer = open(kafka)) {
            assertThatThrownBy(() -> reader.id("ping-value", PING))
                    .isInstanceOf(SchemaNotFoundException.class)
                    .hasMessageContaining("Ping")
                    .hasMessageContaining("ping-value");

            int id = writer.register("ping-value", PING);
            int second = writer.register("ping-value", PING_2);

            assertThat(reader.schema(id)).isEqualTo(PING);
            assertThat(reader.id("ping-value", PING_2)).isEqualTo(second);
            assertThat(writer.register("ping-value", PING)).isEqualTo(id);
            assertThat(reader.versions("ping-value"))
                    .extracting(v -> v.version())
                    .containsExactly(1, 2);
        }
    }

    @Test
    void a_kafka_without_the_topic_is_refused_at_once() {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder, ANY_PORT)) {
            assertThatThrownBy(() -> open(kafka))
                    .isInstanceOf(RegistryUnavailableException.class)
                    .hasMessageContaining("sluice.schemas")
                    .hasMessageContaining("sluice topics create");
        }
    }

    private EmbeddedKafka startWithTopics() {
        EmbeddedKafka kafka = EmbeddedKafka.start(folder, ANY_PORT);
        try (TopicAdmin admin = TopicAdmin.connect(kafka.bootstrapServers())) {
            admin.create(new TopicPlan(1, (short) 1));
        }
        return kafka;
    }

    private static TopicSchemaRegistry open(EmbeddedKafka kafka) {
        return TopicSchemaRegistry.open(
                kafka.bootstrapServers(), () -> UUID.randomUUID().toString());
    }

    private static List<List<Integer>> registerAtOnce(EmbeddedKafka kafka, int writers)
            throws Exception {
        CyclicBarrier together = new CyclicBarrier(writers);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<List<Integer>>> running = new ArrayList<>();
            for (int i = 0; i < writers; i++) {
                running.add(
                        threads.submit(() -> {
                            try (TopicSchemaRegistry registry = open(kafka)) {
                                together.await();
                                registry.registerAll(Topics.ALL);
                                return ids(registry);
                            }
                        }));
            }
            List<List<Integer>> ids = new ArrayList<>();
            for (Future<List<Integer>> done : running) {
                ids.add(done.get());
            }
            return ids;
        }
    }

    private static List<Integer> ids(TopicSchemaRegistry registry) {
        List<Integer> ids = new ArrayList<>();
        for (Topic<?> topic : Topics.ALL) {
            ids.add(registry.id(topic.subject(), topic.schema()));
        }
        return ids;
    }
}
