package dev.sluice.testing.kafka;

import dev.sluice.schemas.id.RequestId;
import dev.sluice.schemas.kafka.AvroWire;
import dev.sluice.schemas.record.InferenceResult;
import dev.sluice.schemas.registry.MemorySchemaRegistry;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.schemas.topic.Topics;
import dev.sluice.testing.Samples;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.clients.producer.RoundRobinPartitioner;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The two topics that a client sees, with Kafka's own mock clients, and a dispatcher that answers
 * what is published as a function says.
 */
public final class FakeKafka {

    private static final Node NODE = new Node(1, "localhost", 9092);

    private final SchemaRegistry registry = new MemorySchemaRegistry();
    private final AvroWire<InferenceResult> wire;
    private final AtomicLong results = new AtomicLong();
    private final Dispatcher dispatcher;
    public final Requests producer = new Requests();
    public final Quiet consumer = new Quiet();

    /** What comes of a request: a result at once, or none (yet). */
    @FunctionalInterface
    public interface Dispatcher
            extends BiFunction<
                    RequestId, ProducerRecord<byte[], byte[]>, Optional<InferenceResult>> {}

    public FakeKafka(Dispatcher dispatcher) {
        this.dispatcher = dispatcher;
        registry.register(Topics.RESULTS.subject(), Topics.RESULTS.schema());
        this.wire = AvroWire.of(Topics.RESULTS, registry);
        consumer.updatePartitions(Topics.RESULTS.name(), partitions(Topics.RESULTS.name()));
        consumer.updateBeginningOffsets(offsets(0));
        consumer.updateEndOffsets(offsets(0));
    }

    /** Has the schema of results. */
    public SchemaRegistry registry() {
        return registry;
    }

    /** A result appears on partition 0. */
    public void write(InferenceResult result) {
        write(wire.encode(result));
    }

    /** These bytes appear on partition 0 of the results. */
    public void write(byte[] value) {
        consumer.append(
                new ConsumerRecord<>(
                        Topics.RESULTS.name(), 0, results.getAndIncrement(), new byte[0], value));
    }

    private static Map<TopicPartition, Long> offsets(long each) {
        return partitions(Topics.RESULTS.name()).stream()
                .collect(
                        Collectors.toMap(
                                info -> new TopicPartition(info.topic(), info.partition()),
                                _ -> each));
    }

    private static List<PartitionInfo> partitions(String topic) {
        Node[] nodes = {NODE};
        return IntStream.range(0, Samples.PARTITIONS)
                .mapToObj(each -> new PartitionInfo(topic, each, NODE, nodes, nodes))
                .toList();
    }

    private static Cluster cluster() {
        return new Cluster(
                "cluster", List.of(NODE), partitions(Topics.REQUESTS.name()), Set.of(), Set.of());
    }

    /** The dispatcher sees a record before its producer hears of the acknowledgement. */
    public final class Requests extends MockProducer<byte[], byte[]> {
        private long published;

        private Requests() {
            super(
                    cluster(),
                    true,
                    new RoundRobinPartitioner(),
                    new ByteArraySerializer(),
                    new ByteArraySerializer());
        }

        @Override
        public synchronized Future<RecordMetadata> send(
                ProducerRecord<byte[], byte[]> request, Callback callback) {
            int partition = request.partition() == null ? 0 : request.partition();
            dispatcher
                    .apply(new RequestId(Samples.TOPIC_ID, partition, published++), request)
                    .ifPresent(FakeKafka.this::write);
            return super.send(request, callback);
        }
    }

    /** A poll without records takes a few milliseconds, as a real one would. */
    public static final class Quiet extends MockConsumer<byte[], byte[]> {
        private static final long POLL_NANOS = 2_000_000;

        private final Map<TopicPartition, Long> committed = new ConcurrentHashMap<>();

        private Quiet() {
            super("earliest");
        }

        /** What a group would go on at; 0 before the first commit. Also after it was closed. */
        public long lastCommitted(TopicPartition partition) {
            return committed.getOrDefault(partition, 0L);
        }

        @Override
        public synchronized void commitSync(
                Map<TopicPartition, OffsetAndMetadata> offsets, Duration timeout) {
            super.commitSync(offsets, timeout);
            offsets.forEach((partition, offset) -> committed.put(partition, offset.offset()));
        }

        private synchronized void append(ConsumerRecord<byte[], byte[]> found) {
            if (assignment().isEmpty()) {
                schedulePollTask(() -> addRecord(found));
            } else {
                addRecord(found);
            }
        }

        // The lock is the mock's own; waiting inside it would keep others from writing.
        @SuppressWarnings("UnsynchronizedOverridesSynchronized")
        @Override
        public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
            ConsumerRecords<byte[], byte[]> found = super.poll(timeout);
            if (found.isEmpty()) {
                LockSupport.parkNanos(POLL_NANOS);
            }
            return found;
        }
    }
}
