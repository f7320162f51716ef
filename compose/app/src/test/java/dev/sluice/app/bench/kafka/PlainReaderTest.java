package dev.sluice.app.bench.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.app.kafka.EmbeddedKafka;
import dev.sluice.app.kafka.EmbeddedKafkaConfig;
import dev.sluice.schemas.kafka.ClientSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlainReaderTest {

    private static final String TOPIC = "numbers";

    private final ConcurrentLinkedQueue<String> read = new ConcurrentLinkedQueue<>();
    @TempDir private Path folder;
    private EmbeddedKafka kafka;

    @BeforeEach
    void open() throws Exception {
        kafka = EmbeddedKafka.start(folder, EmbeddedKafkaConfig.loopback(0));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 4, (short) 1))).all().get();
        }
    }

    @AfterEach
    void close() {
        kafka.close();
    }

    @Test
    void readsOfAllPartitionsWhatIsCommittedFromThenOn() throws Exception {
        try (KafkaProducer<byte[], byte[]> plain = producer(Map.of());
                KafkaProducer<byte[], byte[]> transactional =
                        producer(Map.of("transactional.id", "test"))) {
            transactional.initTransactions();
            send(plain, 0, "before");
            plain.flush();

            try (PlainReader _ = reader()) {
                transactional.beginTransaction();
                send(transactional, 1, "aborted");
                transactional.abortTransaction();
                transactional.beginTransaction();
                send(transactional, 1, "committed");
                transactional.commitTransaction();
                for (int partition = 0; partition < 4; partition++) {
                    send(plain, partition, "plain " + partition);
                }

                await().atMost(Duration.ofSeconds(30)).until(() -> read.size() >= 5);
            }
        }
        assertThat(read)
                .containsExactlyInAnyOrder("committed", "plain 0", "plain 1", "plain 2", "plain 3");
    }

    @Test
    void aClosedReaderIsNotHeardOfAnyMore() throws Exception {
        PlainReader reader = reader();
        reader.close();
        try (KafkaProducer<byte[], byte[]> plain = producer(Map.of())) {
            send(plain, 0, "after");
            plain.flush();
        }

        assertThat(read).isEmpty();
    }

    private PlainReader reader() throws InterruptedException {
        return PlainReader.start(
                kafka.bootstrapServers(),
                TOPIC,
                record -> read.add(new String(record.value(), UTF_8)));
    }

    private KafkaProducer<byte[], byte[]> producer(Map<String, String> more) {
        Map<String, Object> settings =
                new HashMap<>(ClientSettings.producer(kafka.bootstrapServers()));
        settings.putAll(more);
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static void send(KafkaProducer<byte[], byte[]> producer, int partition, String value) {
        Future<RecordMetadata> _ =
                producer.send(
                        new ProducerRecord<>(TOPIC, partition, new byte[0], value.getBytes(UTF_8)));
    }
}
