package dev.sluice.door.kafka;

import dev.sluice.schemas.kafka.AvroWire;
import dev.sluice.schemas.kafka.ClientSettings;
import dev.sluice.schemas.record.InferenceResult;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.schemas.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads all partitions of {@code inference.results} without a group, committed records only, and
 * hands each result to a listener. The consumer belongs to the reader's own thread, which also
 * calls the listener; the other methods may be called from any thread.
 */
public final class ResultsReader implements AutoCloseable {

    /** Where reading starts. */
    public enum From {
        BEGINNING,
        END
    }

    /** Gets the results, on the reader's thread: it must not block and not throw. */
    @FunctionalInterface
    public interface Listener {
        void onResult(InferenceResult result);

        /** Once, when all that was there at the start has been handed over. */
        default void onCaughtUp() {}
    }

    private static final Logger LOG = LoggerFactory.getLogger(ResultsReader.class);
    private static final Duration POLL = Duration.ofMillis(250);
    private static final Duration LOOKUP = Duration.ofSeconds(2);
    private static final Duration PAUSE = Duration.ofMillis(500);

    /** A poll does not tell whether a broker lives; after so long without records it is asked. */
    private static final Duration QUIET = Duration.ofSeconds(2);

    /** So long without a word from Kafka, and the reader does not count as ready. */
    private static final Duration SILENCE_MAX = Duration.ofSeconds(10);

    private final Consumer<byte[], byte[]> consumer;
    private final AvroWire<InferenceResult> wire;
    private final From from;
    private final Listener listener;
    private final InstantSource clock;
    private final Thread thread;
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile boolean positioned;
    private volatile Instant lastContact = Instant.EPOCH;
    private volatile Optional<String> failure = Optional.empty();

    private ResultsReader(
            Consumer<byte[], byte[]> consumer,
            SchemaRegistry registry,
            From from,
            Listener listener,
            InstantSource clock) {
        this.consumer = consumer;
        this.wire = AvroWire.of(Topics.RESULTS, registry);
        this.from = from;
        this.listener = listener;
        this.clock = clock;
        this.thread = Thread.ofPlatform().name("sluice-results-reader").unstarted(this::run);
    }

    /** Opens a consumer and starts to read. */
    public static ResultsReader start(
            String bootstrapServers,
            SchemaRegistry registry,
            From from,
            Listener listener,
            InstantSource clock) {
        Map<String, Object> settings = ClientSettings.consumer(bootstrapServers);
        settings.put("enable.metrics.push", "false");
        ByteArrayDeserializer bytes = new ByteArrayDeserializer();
        return start(new KafkaConsumer<>(settings, bytes, bytes), registry, from, listener, clock);
    }

    /** Starts to read with a consumer that this then owns. */
    public static ResultsReader start(
            Consumer<byte[], byte[]> consumer,
            SchemaRegistry registry,
            From from,
            Listener listener,
            InstantSource clock) {
        ResultsReader reader = new ResultsReader(consumer, registry, from, listener, clock);
        reader.thread.start();
        return reader;
    }

    /** Whether a result that is written from now on will be handed over. */
    public boolean positioned() {
        return positioned && failure.isEmpty();
    }

    /** Whether it is positioned and heard from Kafka lately. */
    public boolean ready() {
        return positioned() && !clock.instant().isAfter(lastContact.plus(SILENCE_MAX));
    }

    /** Why it stopped by itself. */
    public Optional<String> failure() {
        return failure;
    }

    private void run() {
        try (consumer) {
            List<TopicPartition> partitions = assign();
            Backlog backlog = position(partitions);
            positioned = true;
            while (isOpen()) {
                poll(partitions);
                backlog.reportOnce(consumer, listener);
            }
        } catch (WakeupException e) {
            LOG.atDebug().log("results reader closed");
        } catch (RuntimeException e) {
            failure = Optional.of("reading " + Topics.RESULTS.name() + ": " + e.getMessage());
            LOG.atError().setCause(e).log("results reader stopped");
        }
    }

    /** Waits for the topic, since a role may start before it is made. */
    private List<TopicPartition> assign() {
        while (isOpen()) {
            try {
                List<PartitionInfo> found = consumer.partitionsFor(Topics.RESULTS.name(), LOOKUP);
                if (found != null && !found.isEmpty()) {
                    List<TopicPartition> partitions =
                            found.stream()
                                    .map(each -> new TopicPartition(each.topic(), each.partition()))
                                    .toList();
                    consumer.assign(partitions);
                    return partitions;
                }
                pause();
            } catch (RetriableException e) {
                LOG.atWarn().addKeyValue("reason", e.getMessage()).log("results not found yet");
                pause();
            }
        }
        throw new WakeupException();
    }

    /** Fixes the position of every partition: from here on nothing is missed. */
    private Backlog position(Collection<TopicPartition> partitions) {
        while (isOpen()) {
            try {
                Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, LOOKUP);
                switch (from) {
                    case BEGINNING -> consumer.seekToBeginning(partitions);
                    case END -> ends.forEach(consumer::seek);
                }
                partitions.forEach(each -> consumer.position(each, LOOKUP));
                lastContact = clock.instant();
                return new Backlog(ends);
            } catch (RetriableException e) {
                LOG.atWarn()
                        .addKeyValue("reason", e.getMessage())
                        .log("results not positioned yet");
                pause();
            }
        }
        throw new WakeupException();
    }

    private void poll(Collection<TopicPartition> partitions) {
        ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
        Instant now = clock.instant();
        if (!records.isEmpty()) {
            lastContact = now;
            records.forEach(this::deliver);
        } else if (now.isAfter(lastContact.plus(QUIET))) {
            ask(partitions, now);
        }
    }

    private void ask(Collection<TopicPartition> partitions, Instant now) {
        try {
            Map<TopicPartition, Long> _ = consumer.endOffsets(partitions, LOOKUP);
            lastContact = now;
        } catch (RetriableException e) {
            LOG.atDebug().addKeyValue("reason", e.getMessage()).log("no word from kafka");
        }
    }

    private void deliver(ConsumerRecord<byte[], byte[]> found) {
        if (found.value() == null) {
            return; // nobody of Sluice writes one, and it must not end the reader
        }
        try {
            listener.onResult(wire.decode(found.value()));
        } catch (SerializationException e) {
            LOG.atWarn()
                    .addKeyValue("partition", found.partition())
                    .addKeyValue("offset", found.offset())
                    .setCause(e)
                    .log("result not readable, skipped");
        }
    }

    private boolean isOpen() {
        return closing.getCount() > 0;
    }

    private void pause() {
        try {
            if (closing.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new WakeupException();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WakeupException();
        }
    }

    /** Stops reading; returns when the listener is not called any more. */
    @Override
    public void close() {
        closing.countDown();
        consumer.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
