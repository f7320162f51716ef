package dev.sluice.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.config.CustomerConfig;
import dev.sluice.config.CustomerConfig.ResultsTopic.Format;
import dev.sluice.delivery.kafka.DeliveryRole;
import dev.sluice.schemas.kafka.ClientSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes of the role come and go while results come in: each is delivered once. */
class DeliveryTakeoverIT {

    /** Over all four partitions, so that each of two processes has some. */
    private static final List<String> CUSTOMERS =
            IntStream.range(0, 8).mapToObj(n -> "c-" + n).toList();

    private static final int ROUND = 150;
    private static final Duration TAKEOVER_MAX = Duration.ofSeconds(90);

    @TempDir private Path folder = Path.of("");
    private DeliveryBench bench;

    @BeforeEach
    void startKafka() {
        bench = DeliveryBench.start(folder.resolve("kafka"), Map.of());
        CUSTOMERS.forEach(name -> bench.makeTopic("out." + name, 2, Map.of()));
    }

    @AfterEach
    void stopKafka() {
        bench.close();
    }

    @Test
    void oneIsKilledAnotherClosedAndEachResultIsThereOnce() throws Exception {
        int written = write(0);
        try (SluiceProcess killed = start("d-killed");
                DeliveryRole closed = bench.deliver("d-closed", customers())) {
            killed.awaitLine("delivery is ready");
            written = write(written);
            bench.await("out.c-0", ROUND);
            written = write(written);
            killed.kill();
            written = write(written);
            // Those of the killed one follow when the group misses it.
            for (String name : CUSTOMERS) {
                bench.await("out." + name, 3 * ROUND, TAKEOVER_MAX);
            }
            try (DeliveryRole last = bench.deliver("d-last", customers())) {
                written = write(written);
                closed.close();
                written = write(written);
                for (String name : CUSTOMERS) {
                    assertThat(ids(bench.await("out." + name, written, TAKEOVER_MAX)))
                            .as(name)
                            .hasSize(written)
                            .doesNotHaveDuplicates();
                }
                assertThat(last.failure()).isEmpty();
            }
        }
    }

    @Test
    void aFormerOwnerThatWakesUpWritesNothing() {
        try (KafkaProducer<byte[], byte[]> zombie = zombie("c-0")) {
            zombie.initTransactions();
            zombie.beginTransaction();
            Future<RecordMetadata> _ =
                    zombie.send(
                            new ProducerRecord<>(
                                    "out.c-0", "zombie".getBytes(StandardCharsets.UTF_8)));
            zombie.flush();
            write(0);

            try (DeliveryRole role = bench.deliver("d-1", customers())) {
                List<ConsumerRecord<byte[], byte[]>> found = bench.await("out.c-0", ROUND);

                assertThat(ids(found)).hasSize(ROUND).doesNotHaveDuplicates();
                assertThatThrownBy(zombie::commitTransaction).isInstanceOf(KafkaException.class);
                assertThat(bench.await("out.c-0", ROUND)).hasSize(ROUND);
                assertThat(role.troubles()).isEmpty();
            }
        }
    }

    @Test
    void oneThatIsFencedWhileItOwnsThePartitionGoesOn() {
        try (DeliveryRole role = bench.deliver("d-1", customers());
                KafkaProducer<byte[], byte[]> intruder = zombie("c-0")) {
            int written = write(0);
            bench.await("out.c-0", written);
            intruder.initTransactions();

            written = write(written);

            assertThat(ids(bench.await("out.c-0", written)))
                    .hasSize(written)
                    .doesNotHaveDuplicates();
            assertThat(role.failure()).isEmpty();
        }
    }

    private SluiceProcess start(String instance) throws Exception {
        String customers =
                CUSTOMERS.stream()
                        .map(name -> "  %s: {results: {topic: out.%s}}\n".formatted(name, name))
                        .collect(Collectors.joining());
        Path config =
                Files.writeString(
                        folder.resolve("sluice.yaml"),
                        Stack.yaml(1).replace("customers:\n", "customers:\n" + customers));
        return SluiceProcess.run(
                folder,
                "delivery",
                instance,
                List.of("--config", config.toString(), "--kafka", bench.bootstrapServers()));
    }

    private KafkaProducer<byte[], byte[]> zombie(String customer) {
        Map<String, Object> settings = ClientSettings.producer(bench.bootstrapServers());
        settings.put("transactional.id", "sluice-delivery-" + customer);
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static CustomerConfig[] customers() {
        return CUSTOMERS.stream()
                .map(name -> DeliveryBench.customer(name, Format.JSON))
                .toArray(CustomerConfig[]::new);
    }

    /** A round of results for each customer, after so many before; returns how many there are. */
    private int write(int before) {
        for (int n = before; n < before + ROUND; n++) {
            for (String name : CUSTOMERS) {
                bench.writeLater(DeliveryBench.answer(name, name + "/" + n, "{\"n\":" + n + "}"));
            }
        }
        return before + ROUND;
    }

    private static List<String> ids(List<ConsumerRecord<byte[], byte[]>> found) {
        return found.stream().map(Delivered::id).toList();
    }
}
