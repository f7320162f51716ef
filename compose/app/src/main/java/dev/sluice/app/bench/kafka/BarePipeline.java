package dev.sluice.app.bench.kafka;

import dev.sluice.schemas.kafka.ClientSettings;
import dev.sluice.schemas.kafka.RoleSettings;
import dev.sluice.streams.StageRunner;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * As many transactional hops as a request takes in Sluice, and nothing else: two stages, a relay
 * that writes a journal before it passes a record on, one more stage. The stages have the settings
 * of Sluice's own (exactly-once, a commit each 5 ms, one store). What it takes is what Kafka takes.
 */
public final class BarePipeline implements AutoCloseable {

    private static final List<String> TOPICS =
            List.of("bench.in", "bench.hop-1", "bench.hop-2", "bench.hop-3", "bench.out");
    private static final String JOURNAL = "bench.journal";
    private static final int PARTITIONS = 4;

    /** About as much as a small request with its headers. */
    private static final int VALUE_BYTES = 800;

    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final KafkaProducer<byte[], byte[]> producer;

    private BarePipeline(String bootstrapServers, Path stateDir, IntConsumer arrived)
            throws InterruptedException {
        makeTopics(bootstrapServers);
        producer =
                new KafkaProducer<>(
                        ClientSettings.producer(bootstrapServers),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
        parts.push(producer);
        // Known before the relay sends from a callback: there nobody could wait for it.
        TOPICS.forEach(producer::partitionsFor);
        RoleSettings settings =
                new RoleSettings(bootstrapServers, stateDir, "bench", PARTITIONS, "none");
        List<StageRunner> stages =
                List.of(
                        stage("bench-1", TOPICS.get(0), TOPICS.get(1), settings),
                        stage("bench-2", TOPICS.get(1), TOPICS.get(2), settings),
                        stage("bench-3", TOPICS.get(3), TOPICS.get(4), settings));
        stages.forEach(BarePipeline::awaitReady);
        parts.push(PlainReader.start(bootstrapServers, TOPICS.get(2), this::relay));
        parts.push(
                PlainReader.start(
                        bootstrapServers,
                        TOPICS.get(4),
                        record -> arrived.accept(ByteBuffer.wrap(record.value()).getInt())));
    }

    /**
     * Returns when all runs.
     *
     * @param arrived gets the number of each record that came through, on a thread of its own
     */
    public static BarePipeline start(String bootstrapServers, Path stateDir, IntConsumer arrived)
            throws InterruptedException {
        return new BarePipeline(bootstrapServers, stateDir, arrived);
    }

    /** Sends one record and does not wait for Kafka. */
    public void send(int number) {
        byte[] key = ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
        byte[] value = ByteBuffer.allocate(VALUE_BYTES).putInt(number).array();
        Future<RecordMetadata> _ =
                producer.send(new ProducerRecord<>(TOPICS.getFirst(), key, value));
    }

    /** As a lane does: nothing goes on before the journal has it. */
    private void relay(ConsumerRecord<byte[], byte[]> record) {
        Future<RecordMetadata> _ =
                producer.send(
                        new ProducerRecord<>(JOURNAL, record.key(), record.key()),
                        (_, failure) -> {
                            if (failure == null) {
                                Future<RecordMetadata> _ =
                                        producer.send(
                                                new ProducerRecord<>(
                                                        TOPICS.get(3),
                                                        record.key(),
                                                        record.value()));
                            }
                        });
    }

    private StageRunner stage(String name, String from, String to, RoleSettings settings) {
        RoleSettings own =
                new RoleSettings(
                        settings.bootstrapServers(),
                        settings.stateDir().resolve(name),
                        settings.instanceId(),
                        settings.stagePartitions(),
                        settings.requestsTopicId());
        StageRunner stage =
                StageRunner.start(name, BareHop.between(from, to), own, InstantSource.system());
        parts.push(stage);
        return stage;
    }

    private static void awaitReady(StageRunner stage) {
        while (!stage.ready() && stage.failure().isEmpty()) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    private static void makeTopics(String bootstrapServers) throws InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            List<NewTopic> topics =
                    Stream.concat(TOPICS.stream(), Stream.of(JOURNAL))
                            .map(name -> new NewTopic(name, PARTITIONS, (short) 1))
                            .toList();
            admin.createTopics(topics).all().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the bench's topics cannot be made", e.getCause());
        }
    }

    @Override
    public void close() {
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                throw new IllegalStateException("a part of the bare pipeline did not close", e);
            }
        }
    }
}
