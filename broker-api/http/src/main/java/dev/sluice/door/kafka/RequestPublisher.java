package dev.sluice.door.kafka;

import dev.sluice.door.OutgoingRequest;
import dev.sluice.schemas.id.RequestId;
import dev.sluice.schemas.kafka.ClientSettings;
import dev.sluice.schemas.topic.Partitions;
import dev.sluice.schemas.topic.Topics;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Publishes requests. Whoever publishes knows the request's id from the acknowledgement, since an
 * id is a position. Any thread.
 */
public final class RequestPublisher implements AutoCloseable {

    /** A client that waits shall hear soon that Kafka is away. */
    private static final Map<String, String> SOON =
            Map.of(
                    "delivery.timeout.ms", "15000",
                    "request.timeout.ms", "5000",
                    "max.block.ms", "5000",
                    "enable.metrics.push", "false");

    /** A failure counts as long as this; then the next request may try. */
    private static final Duration TROUBLE = Duration.ofSeconds(10);

    private static final Duration CLOSE = Duration.ofSeconds(5);

    /** The newest failure, until a publish succeeds. */
    private record Failure(Instant at, String why) {}

    private final Producer<byte[], byte[]> producer;
    private final String topicId;
    private final int partitions;
    private final InstantSource clock;
    private final AtomicReference<@Nullable Failure> failure = new AtomicReference<>();

    /** Over a producer that this then owns. */
    public RequestPublisher(
            Producer<byte[], byte[]> producer,
            String topicId,
            int partitions,
            InstantSource clock) {
        this.producer = producer;
        this.topicId = topicId;
        this.partitions = partitions;
        this.clock = clock;
    }

    /**
     * @param topicId of {@code inference.requests}
     * @param partitions of {@code inference.requests}
     */
    public static RequestPublisher open(
            String bootstrapServers, String topicId, int partitions, InstantSource clock) {
        Map<String, Object> settings = ClientSettings.producer(bootstrapServers);
        settings.putAll(SOON);
        ByteArraySerializer bytes = new ByteArraySerializer();
        return new RequestPublisher(
                new KafkaProducer<>(settings, bytes, bytes), topicId, partitions, clock);
    }

    /**
     * Sends the record and returns at once, or after 5 s where Kafka cannot be reached or too much
     * waits to be sent. The future fails with Kafka's exception; a timeout does not tell whether
     * the record was written.
     */
    public CompletableFuture<RequestId> publish(OutgoingRequest request) {
        CompletableFuture<RequestId> id = new CompletableFuture<>();
        try {
            Future<RecordMetadata> _ =
                    producer.send(
                            toRecord(request),
                            (metadata, exception) -> acknowledge(id, metadata, exception));
        } catch (RuntimeException e) {
            acknowledge(id, null, e);
        }
        return id;
    }

    /** Why the newest publish failed, where that is not long ago. */
    public Optional<String> trouble() {
        Failure newest = failure.get();
        return newest == null || clock.instant().isAfter(newest.at().plus(TROUBLE))
                ? Optional.empty()
                : Optional.of(newest.why());
    }

    private void acknowledge(
            CompletableFuture<RequestId> id,
            @Nullable RecordMetadata metadata,
            @Nullable Exception exception) {
        if (exception == null && metadata != null) {
            failure.set(null);
            id.complete(new RequestId(topicId, metadata.partition(), metadata.offset()));
        } else {
            Exception cause =
                    exception == null ? new IllegalStateException("no metadata") : exception;
            failure.set(new Failure(clock.instant(), String.valueOf(cause.getMessage())));
            id.completeExceptionally(cause);
        }
    }

    private ProducerRecord<byte[], byte[]> toRecord(OutgoingRequest request) {
        List<Header> headers =
                request.headers().entrySet().stream().map(RequestPublisher::header).toList();
        return new ProducerRecord<>(
                Topics.REQUESTS.name(),
                request.customer()
                        .map(customer -> Partitions.of(customer, partitions))
                        .orElse(null),
                request.customer().map(RequestPublisher::utf8).orElse(null),
                bytes(request.value()),
                headers);
    }

    private static Header header(Map.Entry<String, String> header) {
        return new RecordHeader(header.getKey(), utf8(header.getValue()));
    }

    private static byte[] bytes(ByteBuffer value) {
        byte[] bytes = new byte[value.remaining()];
        value.duplicate().get(bytes);
        return bytes;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Waits a little for what was sent and not yet acknowledged. */
    @Override
    public void close() {
        producer.close(CLOSE);
    }
}
