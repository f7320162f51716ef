package dev.sluice.client.kafka;

import dev.sluice.client.wire.OutgoingCancel;
import dev.sluice.client.wire.OutgoingRequest;
import dev.sluice.schemas.id.RequestId;
import dev.sluice.schemas.signature.Signature;
import dev.sluice.schemas.topic.Partitions;
import dev.sluice.schemas.topic.Topics;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
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

    /** How long a program that has time tries: a broker that starts again is waited for. */
    private static final String PATIENT_MILLIS = "120000";

    private static final int NONCE_BYTES = 16;

    /** The newest failure, until a publish succeeds. */
    private record Failure(Instant at, String why) {}

    private final Producer<byte[], byte[]> producer;
    private final RequestsTopic topic;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private final AtomicReference<@Nullable Failure> failure = new AtomicReference<>();

    /** Over a producer that this then owns. */
    public RequestPublisher(
            Producer<byte[], byte[]> producer,
            String topicId,
            int partitions,
            InstantSource clock) {
        this(producer, new RequestsTopic(topicId, partitions), clock);
    }

    private RequestPublisher(
            Producer<byte[], byte[]> producer, RequestsTopic topic, InstantSource clock) {
        this.producer = producer;
        this.topic = topic;
        this.clock = clock;
    }

    /**
     * One whose failures show soon.
     *
     * @param topicId of {@code inference.requests}
     * @param partitions of {@code inference.requests}
     */
    public static RequestPublisher open(
            String bootstrapServers, String topicId, int partitions, InstantSource clock) {
        return open(
                KafkaAccess.plain(bootstrapServers),
                SOON,
                new RequestsTopic(topicId, partitions),
                clock);
    }

    /**
     * One that tries for two minutes. Blocks until the topic is looked up.
     *
     * @param lookupMax how long that may take
     * @param blockMax how long a publish may block where Kafka is away or too much waits to be sent
     * @throws org.apache.kafka.common.KafkaException where the topic cannot be looked up
     */
    public static RequestPublisher patient(
            KafkaAccess access, Duration lookupMax, Duration blockMax, InstantSource clock) {
        Map<String, String> preset =
                Map.of(
                        "delivery.timeout.ms",
                        PATIENT_MILLIS,
                        "max.block.ms",
                        Long.toString(blockMax.toMillis()),
                        "enable.metrics.push",
                        "false");
        return open(access, preset, RequestsTopic.find(access, lookupMax), clock);
    }

    private static RequestPublisher open(
            KafkaAccess access,
            Map<String, String> preset,
            RequestsTopic topic,
            InstantSource clock) {
        ByteArraySerializer bytes = new ByteArraySerializer();
        return new RequestPublisher(
                new KafkaProducer<>(access.producer(preset), bytes, bytes), topic, clock);
    }

    /**
     * Sends the record and returns at once, or after a while (5 s, unless it is patient) where
     * Kafka cannot be reached or too much waits to be sent. The future is completed on the
     * producer's thread, which must not be held up; it fails with Kafka's exception. A timeout does
     * not tell whether the record was written. Where the request has a signer it is signed now; it
     * fails with an {@link IllegalArgumentException} where that cannot be.
     */
    public CompletableFuture<RequestId> publish(OutgoingRequest request) {
        try {
            return send(
                    toRecord(
                            Topics.REQUESTS.name(),
                            request.customer(),
                            request.value(),
                            request.headers(stamp())),
                    at -> new RequestId(topic.id(), at.partition(), at.offset()));
        } catch (IllegalArgumentException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /**
     * Asks that a request be ended; as {@link #publish}. The future completes when Kafka has the
     * wish. What comes of it is the request's result.
     */
    public CompletableFuture<RequestId> cancel(OutgoingCancel cancel) {
        ProducerRecord<byte[], byte[]> record =
                toRecord(
                        Topics.CANCELS.name(),
                        cancel.customer(),
                        cancel.value(),
                        cancel.headers(stamp()));
        return send(record, _ -> cancel.requestId());
    }

    private Signature.Stamp stamp() {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        return new Signature.Stamp(
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                Base64.getUrlEncoder().withoutPadding().encodeToString(nonce));
    }

    private CompletableFuture<RequestId> send(
            ProducerRecord<byte[], byte[]> record, Function<RecordMetadata, RequestId> naming) {
        CompletableFuture<RequestId> id = new CompletableFuture<>();
        try {
            Future<RecordMetadata> _ =
                    producer.send(
                            record,
                            (metadata, exception) -> acknowledge(id, naming, metadata, exception));
        } catch (RuntimeException e) {
            acknowledge(id, naming, null, e);
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
            Function<RecordMetadata, RequestId> naming,
            @Nullable RecordMetadata metadata,
            @Nullable Exception exception) {
        if (exception == null && metadata != null) {
            failure.set(null);
            id.complete(naming.apply(metadata));
        } else {
            Exception cause =
                    exception == null ? new IllegalStateException("no metadata") : exception;
            failure.set(new Failure(clock.instant(), String.valueOf(cause.getMessage())));
            id.completeExceptionally(cause);
        }
    }

    private ProducerRecord<byte[], byte[]> toRecord(
            String name, Optional<String> customer, ByteBuffer value, Map<String, String> headers) {
        List<Header> named = headers.entrySet().stream().map(RequestPublisher::header).toList();
        return new ProducerRecord<>(
                name,
                customer.map(it -> Partitions.of(it, topic.partitions())).orElse(null),
                customer.map(RequestPublisher::utf8).orElse(null),
                bytes(value),
                named);
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
        close(CLOSE);
    }

    /** As {@link #close()}, so long at the most; what is open then fails. */
    public void close(Duration max) {
        producer.close(max);
    }
}
