package dev.sluice.client.kafka;

import dev.sluice.schemas.record.InferenceResult;
import dev.sluice.schemas.registry.SchemaRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads results without a group, committed records only, and hands each to a listener. The consumer
 * belongs to the reader's own thread, which also calls the listener; the other methods may be
 * called from any thread.
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

        /** The reader stopped by itself and says why: no result comes any more. */
        default void onStopped(String why) {}
    }

    private static final Logger LOG = LoggerFactory.getLogger(ResultsReader.class);
    private static final Duration POLL = Duration.ofMillis(250);

    /** A poll does not tell whether a broker lives; after so long without records it is asked. */
    private static final Duration QUIET = Duration.ofSeconds(2);

    /** So long without a word from Kafka, and the reader does not count as ready. */
    private static final Duration SILENCE_MAX = Duration.ofSeconds(10);

    private final Consumer<byte[], byte[]> consumer;
    private final ResultDecoder decoder;
    private final ResultsSource source;
    private final From from;
    private final Listener listener;
    private final InstantSource clock;
    private final Thread thread;
    private final Closing closing = new Closing();
    private final ResultsPosition position;
    private volatile boolean positioned;
    private volatile Instant lastContact = Instant.EPOCH;
    private volatile Optional<String> failure = Optional.empty();
    private volatile Optional<String> unreadable = Optional.empty();

    private ResultsReader(
            Consumer<byte[], byte[]> consumer,
            SchemaRegistry registry,
            ResultsSource source,
            From from,
            Listener listener,
            InstantSource clock) {
        this.consumer = consumer;
        this.decoder = new ResultDecoder(registry, closing);
        this.source = source;
        this.from = from;
        this.listener = listener;
        this.clock = clock;
        this.position = new ResultsPosition(consumer, source, closing);
        this.thread =
                Thread.ofPlatform().daemon().name("sluice-results-reader").unstarted(this::run);
    }

    /** Opens a consumer of all of {@code inference.results} and starts to read. */
    public static ResultsReader start(
            String bootstrapServers,
            SchemaRegistry registry,
            From from,
            Listener listener,
            InstantSource clock) {
        return start(
                KafkaAccess.plain(bootstrapServers),
                registry,
                ResultsSource.all(),
                from,
                listener,
                clock);
    }

    /** Opens a consumer and starts to read. */
    public static ResultsReader start(
            KafkaAccess access,
            SchemaRegistry registry,
            ResultsSource source,
            From from,
            Listener listener,
            InstantSource clock) {
        ByteArrayDeserializer bytes = new ByteArrayDeserializer();
        Map<String, Object> settings = access.consumer(Map.of("enable.metrics.push", "false"));
        return start(
                new KafkaConsumer<>(settings, bytes, bytes),
                registry,
                source,
                from,
                listener,
                clock);
    }

    /** Starts to read with a consumer that this then owns. */
    public static ResultsReader start(
            Consumer<byte[], byte[]> consumer,
            SchemaRegistry registry,
            ResultsSource source,
            From from,
            Listener listener,
            InstantSource clock) {
        ResultsReader reader = new ResultsReader(consumer, registry, source, from, listener, clock);
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

    /** What the newest record is that could not be read, and why: it was left out. */
    public Optional<String> unreadable() {
        return unreadable;
    }

    private void run() {
        try (consumer) {
            List<TopicPartition> partitions = position.assign();
            Backlog backlog = position.begin(partitions, from);
            lastContact = clock.instant();
            positioned = true;
            while (!closing.isAsked()) {
                poll(partitions);
                backlog.reportOnce(consumer, listener);
            }
        } catch (WakeupException e) {
            LOG.atDebug().log("results reader closed");
        } catch (RuntimeException e) {
            String why = "reading " + source.topic() + ": " + e.getMessage();
            failure = Optional.of(why);
            LOG.atError().setCause(e).log("results reader stopped");
            listener.onStopped(why);
        }
    }

    private void poll(List<TopicPartition> partitions) {
        ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
        Instant now = clock.instant();
        if (!records.isEmpty()) {
            lastContact = now;
            records.forEach(this::deliver);
        } else if (now.isAfter(lastContact.plus(QUIET))) {
            ask(partitions, now);
        }
    }

    private void ask(List<TopicPartition> partitions, Instant now) {
        try {
            Map<TopicPartition, Long> _ = position.ends(partitions);
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
            listener.onResult(decoder.decode(found));
        } catch (SerializationException e) {
            unreadable = Optional.of(String.valueOf(e.getMessage()));
            LOG.atWarn().setCause(e).log("result not readable, skipped");
        }
    }

    /** Stops reading; returns when the listener is not called any more. */
    @Override
    public void close() {
        closing.ask();
        consumer.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
