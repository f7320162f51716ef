package dev.sluice.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.config.CustomerConfig;
import dev.sluice.config.CustomerConfig.ResultsTopic.Format;
import dev.sluice.delivery.ResultLine;
import dev.sluice.delivery.kafka.DeliveryRole;
import dev.sluice.schemas.kafka.AvroWire;
import dev.sluice.schemas.record.InferenceResult;
import dev.sluice.schemas.topic.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Customers' topics on a broker that would make a topic for anybody who asks for it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeliveryIT {

    private DeliveryBench bench;

    @BeforeAll
    void startKafka(@TempDir Path folder) {
        bench = DeliveryBench.start(folder, Map.of("auto.create.topics.enable", "true"));
    }

    @AfterAll
    void stopKafka() {
        bench.close();
    }

    @Test
    void jsonAndAvroSideBySideFromTheEarliestResultOn() {
        bench.makeTopic("out.json-1", 2, Map.of());
        bench.makeTopic("out.avro-1", 2, Map.of());
        List<InferenceResult> json = write("json-1", 20);
        List<InferenceResult> avro = write("avro-1", 20);
        write("nobody-1", 5);

        try (DeliveryRole role =
                bench.deliver(
                        "d-1",
                        DeliveryBench.customer("json-1", Format.JSON),
                        DeliveryBench.customer("avro-1", Format.AVRO))) {
            List<ConsumerRecord<byte[], byte[]>> lines = bench.await("out.json-1", 20);
            List<ConsumerRecord<byte[], byte[]>> records = bench.await("out.avro-1", 20);

            assertThat(lines)
                    .extracting(Delivered::text)
                    .containsExactlyInAnyOrderElementsOf(
                            json.stream().map(ResultLine::json).toList());
            AvroWire<InferenceResult> wire =
                    AvroWire.of(Topics.RESULTS, bench.cluster().registry());
            assertThat(records.stream().map(each -> wire.decode(each.value())))
                    .containsExactlyInAnyOrderElementsOf(avro);
            assertThat(bench.cluster().registry().id("out.avro-1-value", Topics.RESULTS.schema()))
                    .isPositive();
            ConsumerRecord<byte[], byte[]> one = lines.getFirst();
            InferenceResult of =
                    json.stream()
                            .filter(it -> it.getRequestId().equals(Delivered.id(one)))
                            .findAny()
                            .orElseThrow();
            assertThat(one.timestamp()).isEqualTo(of.getFinishedAt().toEpochMilli());
            assertThat(Delivered.header(one, "sluice-status")).isEqualTo("answered");
            assertThat(Delivered.header(one, "sluice-workflow")).isEqualTo("w-1");
            assertThat(role.ready()).isTrue();
            assertThat(role.troubles()).isEmpty();
        }
    }

    @Test
    void aMissingTopicStopsNobodyElseIsNotMadeByUsAndIsCaughtUp() {
        bench.makeTopic("out.there-2", 1, Map.of());
        try (DeliveryRole role =
                bench.deliver(
                        "d-2",
                        DeliveryBench.customer("gone-2", Format.JSON),
                        DeliveryBench.customer("there-2", Format.JSON))) {
            write("gone-2", 10);
            write("there-2", 10);

            bench.await("out.there-2", 10);
            await().untilAsserted(() ->
                    assertThat(role.troubles())
                            .containsOnlyKeys("gone-2")
                            .extractingByKey("gone-2")
                            .asString()
                            .startsWith("there is no topic out.gone-2"));
            assertThat(role.ready()).isTrue();
            assertThat(bench.hasTopic("out.gone-2")).isFalse();

            bench.makeTopic("out.gone-2", 1, Map.of());

            assertThat(ids(bench.await("out.gone-2", 10))).hasSize(10).doesNotHaveDuplicates();
            await().untilAsserted(() -> assertThat(role.troubles()).isEmpty());
        }
    }

    @Test
    void whatIsTooLargeGoesAsALineThatSaysWhereItStandsAndTheRestWhole() {
        bench.makeTopic("out.small-3", 1, Map.of("max.message.bytes", "2500"));
        List<Long> largeAt = new ArrayList<>();
        List<String> whole = new ArrayList<>();
        for (int n = 0; n < 60; n++) {
            boolean large = n % 20 == 7;
            InferenceResult result =
                    DeliveryBench.answer(
                            "small-3", "s-" + n, large ? "y".repeat(5_000) : "x".repeat(300));
            RecordMetadata written = bench.write(result);
            if (large) {
                largeAt.add(written.offset());
            } else {
                whole.add(ResultLine.json(result));
            }
        }

        try (DeliveryRole role =
                bench.deliver("d-3", DeliveryBench.customer("small-3", Format.JSON))) {
            List<ConsumerRecord<byte[], byte[]>> found = bench.await("out.small-3", 60);

            assertThat(ids(found))
                    .containsExactlyElementsOf(
                            IntStream.range(0, 60).mapToObj(n -> "s-" + n).toList());
            assertThat(found).extracting(Delivered::text).containsAll(whole);
            List<String> standIns =
                    found.stream()
                            .map(Delivered::text)
                            .filter(line -> line.contains("\"code\":\"result_too_large\""))
                            .toList();
            assertThat(standIns).hasSize(3).allMatch(line -> line.contains("\"response\":null"));
            for (int n = 0; n < 3; n++) {
                assertThat(standIns.get(n))
                        .contains("inference.results")
                        .contains("offset " + largeAt.get(n));
            }
            assertThat(role.troubles()).isEmpty();
        }
    }

    @Test
    void aTopicTooSmallForAnythingHoldsUpItsCustomerUntilItIsLarger() {
        bench.makeTopic("out.tiny-4", 1, Map.of("max.message.bytes", "200"));
        write("tiny-4", 3);
        try (DeliveryRole role =
                bench.deliver("d-4", DeliveryBench.customer("tiny-4", Format.JSON))) {
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() ->
                            assertThat(role.troubles().getOrDefault("tiny-4", ""))
                                    .contains("larger max.message.bytes"));

            bench.configure("out.tiny-4", "max.message.bytes", "100000");

            assertThat(ids(bench.await("out.tiny-4", 3))).hasSize(3);
        }
    }

    @Test
    void customersOfOnePartitionSeeTheirOwnResultsOnly() {
        // On embedded Kafka's four partitions some of nine share one.
        List<String> names = IntStream.range(0, 9).mapToObj(n -> "tenant-5-" + n).toList();
        names.forEach(name -> bench.makeTopic("out." + name, 1, Map.of()));
        for (int n = 0; n < 30; n++) {
            for (String name : names) {
                bench.writeLater(DeliveryBench.answer(name, name + "/" + n, "{\"n\":" + n + "}"));
            }
        }
        // Whoever writes here under a customer's key, it is the content that says whose it is.
        bench.write("tenant-5-0", "no result".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        bench.write(
                "tenant-5-0",
                AvroWire.of(Topics.RESULTS, bench.cluster().registry())
                        .encode(DeliveryBench.answer("tenant-5-1", "stray", "{}")));

        try (DeliveryRole role =
                bench.deliver(
                        "d-5",
                        names.stream()
                                .map(name -> DeliveryBench.customer(name, Format.JSON))
                                .toArray(CustomerConfig[]::new))) {
            for (String name : names) {
                assertThat(ids(bench.await("out." + name, 30)))
                        .as(name)
                        .containsExactlyElementsOf(
                                IntStream.range(0, 30).mapToObj(n -> name + "/" + n).toList());
            }
            assertThat(role.failure()).isEmpty();
        }
    }

    @Test
    void aRestartGoesOnWhereItWas() {
        bench.makeTopic("out.again-6", 1, Map.of());
        CustomerConfig customer = DeliveryBench.customer("again-6", Format.JSON);
        bench.write(DeliveryBench.answer("again-6", "a", "{}"));
        try (DeliveryRole _ = bench.deliver("d-6", customer)) {
            bench.await("out.again-6", 1);
        }
        bench.write(DeliveryBench.answer("again-6", "b", "{}"));

        try (DeliveryRole _ = bench.deliver("d-6", customer)) {
            assertThat(ids(bench.await("out.again-6", 2))).containsExactly("a", "b");
        }
    }

    @Test
    void whatRetentionTookIsPassedOverAndTheRestDelivered() throws Exception {
        bench.makeTopic("out.late-7", 1, Map.of());
        CustomerConfig customer = DeliveryBench.customer("late-7", Format.JSON);
        bench.write(DeliveryBench.answer("late-7", "a", "{}"));
        try (DeliveryRole _ = bench.deliver("d-7", customer)) {
            bench.await("out.late-7", 1);
        }
        RecordMetadata gone = bench.write(DeliveryBench.answer("late-7", "b", "{}"));
        bench.write(DeliveryBench.answer("late-7", "c", "{}"));
        bench.admin()
                .deleteRecords(
                        Map.of(
                                new TopicPartition(Topics.RESULTS.name(), gone.partition()),
                                RecordsToDelete.beforeOffset(gone.offset() + 1)))
                .all()
                .get();

        try (DeliveryRole role = bench.deliver("d-7", customer)) {
            assertThat(ids(bench.await("out.late-7", 2))).containsExactly("a", "c");
            assertThat(role.troubles()).isEmpty();
        }
    }

    private List<InferenceResult> write(String customer, int count) {
        List<InferenceResult> results = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            InferenceResult result =
                    DeliveryBench.answer(customer, customer + "-" + n, "{\"n\":" + n + ".50}");
            bench.write(result);
            results.add(result);
        }
        return results;
    }

    private static List<String> ids(List<ConsumerRecord<byte[], byte[]>> found) {
        return found.stream().map(Delivered::id).toList();
    }
}
