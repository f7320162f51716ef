package dev.sluice.app.bench.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.app.kafka.EmbeddedKafka;
import dev.sluice.app.kafka.EmbeddedKafkaConfig;
import dev.sluice.app.kafka.StageTopics;
import dev.sluice.app.kafka.TopicAdmin;
import dev.sluice.app.kafka.TopicPlan;
import dev.sluice.app.roles.ClusterLink;
import dev.sluice.config.ActiveConfig;
import dev.sluice.schemas.kafka.AvroWire;
import dev.sluice.schemas.record.Work;
import dev.sluice.schemas.topic.Topics;
import dev.sluice.testing.Samples;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkFeedTest {

    private static final ActiveConfig CONFIG = Samples.active(Samples.config());

    @TempDir private Path folder;
    private EmbeddedKafka kafka;
    private ClusterLink cluster;

    @BeforeEach
    void open() {
        kafka = EmbeddedKafka.start(folder, EmbeddedKafkaConfig.loopback(0));
        try (TopicAdmin admin = TopicAdmin.connect(kafka.bootstrapServers())) {
            StageTopics _ = admin.create(TopicPlan.embedded());
        }
        cluster = ClusterLink.open(kafka.bootstrapServers(), Optional.empty());
        cluster.registerSchemas();
    }

    @AfterEach
    void close() {
        cluster.close();
        kafka.close();
    }

    @Test
    void everyLaneGetsItsWorkInItsPartitionWithLeasesInARow() throws InterruptedException {
        ConcurrentLinkedQueue<ConsumerRecord<byte[], byte[]>> found = new ConcurrentLinkedQueue<>();
        try (PlainReader _ =
                        PlainReader.start(
                                kafka.bootstrapServers(), Topics.WORK.name(), found::add);
                WorkFeed feed = feed(() -> {})) {
            for (int n = 0; n < 6; n++) {
                feed.give(n, "gpt-4o-mini", "{\"n\":" + n + "}", Samples.NOON);
            }
            await().atMost(Duration.ofSeconds(30)).until(() -> found.size() == 6);
        }

        AvroWire<Work> wire = AvroWire.of(Topics.WORK, cluster.registry());
        Map<String, List<Work>> byLane =
                found.stream()
                        .map(record -> checked(record, wire))
                        .collect(Collectors.groupingBy(Work::getLane));
        assertThat(byLane).containsOnlyKeys("sim/key-a", "sim/key-b");
        assertThat(byLane.values())
                .allSatisfy(works ->
                        assertThat(works).extracting(Work::getLease).containsExactly(1L, 2L, 3L));
        assertThat(byLane.values().stream().flatMap(List::stream))
                .extracting(work -> work.getAttempt().getRequestId())
                .doesNotHaveDuplicates()
                .hasSize(6);
    }

    @Test
    void anAttemptHasItsBodyItsBoundAndATimeToLive() throws InterruptedException {
        ConcurrentLinkedQueue<ConsumerRecord<byte[], byte[]>> found = new ConcurrentLinkedQueue<>();
        try (PlainReader _ =
                        PlainReader.start(
                                kafka.bootstrapServers(), Topics.WORK.name(), found::add);
                WorkFeed feed = feed(() -> {})) {
            feed.give(0, "gpt-4o-mini", "{\"hello\":1}", Samples.NOON);
            await().atMost(Duration.ofSeconds(30)).until(() -> found.size() == 1);
        }

        Work work = AvroWire.of(Topics.WORK, cluster.registry()).decode(found.remove().value());

        assertThat(work.getLeasedAt()).isEqualTo(Samples.NOON);
        assertThat(work.getAttempt().getBody().getContent())
                .isEqualTo(ByteBuffer.wrap("{\"hello\":1}".getBytes(StandardCharsets.UTF_8)));
        assertThat(work.getAttempt().getDeadline()).isAfter(Samples.NOON.plusSeconds(60));
        assertThat(work.getAttempt().getReservation().getPriceId()).isEqualTo(Samples.price().id());
        assertThat(work.getAttempt().getReservation().getPicos()).isPositive();
    }

    @Test
    void endsAreHeardOfFromThenOn() throws InterruptedException {
        AtomicInteger ends = new AtomicInteger();
        try (WorkFeed _ = feed(ends::incrementAndGet)) {
            try (var producer =
                    new org.apache.kafka.clients.producer.KafkaProducer<>(
                            dev.sluice.schemas.kafka.ClientSettings.producer(
                                    kafka.bootstrapServers()),
                            new org.apache.kafka.common.serialization.ByteArraySerializer(),
                            new org.apache.kafka.common.serialization.ByteArraySerializer())) {
                for (int n = 0; n < 3; n++) {
                    var _ =
                            producer.send(
                                    new org.apache.kafka.clients.producer.ProducerRecord<>(
                                            Topics.OUTCOMES.name(), new byte[] {1}));
                }
            }

            await().atMost(Duration.ofSeconds(30)).until(() -> ends.get() == 3);
        }
    }

    private WorkFeed feed(Runnable ended) throws InterruptedException {
        return WorkFeed.open(kafka.bootstrapServers(), cluster.registry(), CONFIG, "sim", ended);
    }

    private static Work checked(ConsumerRecord<byte[], byte[]> record, AvroWire<Work> wire) {
        Work work = wire.decode(record.value());
        assertThat(record.partition()).isEqualTo(CONFIG.lanePartitions().get(work.getLane()));
        assertThat(new String(record.key(), StandardCharsets.UTF_8)).isEqualTo(work.getLane());
        return work;
    }
}
