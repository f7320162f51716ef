package dev.sluice.client.kafka;

import dev.sluice.schemas.record.InferenceResult;
import dev.sluice.schemas.registry.SchemaRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads results as a member of a consumer group, at least once: the offset of a result is committed
 * after the listener returned from it. The consumer belongs to the reader's own thread, which also
 * calls the listener; the other methods may be called from any thread.
 */
public final class GroupReader implements AutoCloseable {

    /** Gets the results, one at a time, on the reader's thread. */
    @FunctionalInterface
    public interface Listener {
        /** May block; what it throws stops the reader before this result's offset. */
        void onResult(InferenceResult result) throws Exception;
    }

    private static final Logger LOG = LoggerFactory.getLogger(GroupReader.class);
    private static final Duration POLL = Duration.ofMillis(250);
    private static final Duration CLOSE = Duration.ofSeconds(5);

    private final Consumer<byte[], byte[]> consumer;
    private final ResultDecoder decoder;
    private final ResultsSource source;
    private final Listener listener;
    private final HandledOffsets handled;
    private final Closing closing = new Closing();
    private final CompletableFuture<@Nullable Void> ended = new CompletableFuture<>();
    private final Thread thread;

    private GroupReader(
            Consumer<byte[], byte[]> consumer,
            SchemaRegistry registry,
            ResultsSource source,
            String group,
            Listener listener) {
        this.consumer = consumer;
        this.decoder = new ResultDecoder(registry, closing);
        this.source = source;
        this.listener = listener;
        this.handled = new HandledOffsets(consumer);
        this.thread = Thread.ofPlatform().name("sluice-results-" + group).unstarted(this::run);
    }

    /**
     * Joins the group and starts to read: a new group at the beginning of what is there.
     *
     * @param lookup how long this may block to see that the topic is there
     * @throws KafkaException where it is not, or Kafka gives no answer
     */
    public static GroupReader start(
            KafkaAccess access,
            SchemaRegistry registry,
            ResultsSource source,
            String group,
            Duration lookup,
            Listener listener) {
        // One record a poll: the group sees a member live between any two results, and when
        // partitions go to another member no result is half way through this one.
        Map<String, Object> settings = access.consumer(Map.of("enable.metrics.push", "false"));
        settings.put("group.id", group);
        settings.put("max.poll.records", "1");
        ByteArrayDeserializer bytes = new ByteArrayDeserializer();
        return start(
                new KafkaConsumer<>(settings, bytes, bytes),
                registry,
                source,
                group,
                lookup,
                listener);
    }

    static GroupReader start(
            Consumer<byte[], byte[]> consumer,
            SchemaRegistry registry,
            ResultsSource source,
            String group,
            Duration lookup,
            Listener listener) {
        try {
            if (consumer.partitionsFor(source.topic(), lookup).isEmpty()) {
                throw new KafkaException("there is no topic " + source.topic());
            }
        } catch (RuntimeException e) {
            consumer.close();
            throw e;
        }
        GroupReader reader = new GroupReader(consumer, registry, source, group, listener);
        reader.thread.start();
        return reader;
    }

    /** Completes when the reader has ended: exceptionally where it stopped by itself. */
    public CompletableFuture<@Nullable Void> ended() {
        return ended;
    }

    private void run() {
        try {
            read();
            ended.complete(null);
        } catch (WakeupException e) {
            ended.complete(null);
        } catch (Throwable e) {
            // An Error of the listener too: nobody else would ever hear of it.
            if (closing.isAsked() && isInterruption(e)) {
                ended.complete(null);
            } else {
                LOG.atError().addKeyValue("topic", source.topic()).setCause(e).log("stopped");
                ended.completeExceptionally(e);
            }
        }
    }

    private void read() throws Exception {
        try (consumer) {
            consumer.subscribe(List.of(source.topic()), handled);
            try {
                while (!closing.isAsked()) {
                    ConsumerRecords<byte[], byte[]> polled = consumer.poll(POLL);
                    for (ConsumerRecord<byte[], byte[]> each : polled) {
                        hear(each);
                        handled.add(each);
                    }
                    if (polled.isEmpty()) {
                        handled.commitNow();
                    } else {
                        handled.commitWhenDue();
                    }
                }
            } finally {
                handled.commitFinally();
            }
        }
    }

    private void hear(ConsumerRecord<byte[], byte[]> found) throws Exception {
        if (found.value() == null) {
            return;
        }
        // What cannot be read stops the reader: to pass over it would lose it without a word.
        InferenceResult result = decoder.decode(found);
        String customer = result.getTenant().getCustomer();
        if (source.customer().isEmpty() || source.customer().get().equals(customer)) {
            listener.onResult(result);
        }
    }

    private static boolean isInterruption(Throwable e) {
        return e instanceof InterruptedException || e instanceof InterruptException;
    }

    /** As {@link #close(Duration)}, with a few seconds. */
    @Override
    public void close() {
        close(CLOSE);
    }

    /**
     * Lets the listener end what it has, commits, and leaves the group. A listener that takes
     * longer than {@code max} is interrupted. From the listener itself it returns at once.
     */
    public void close(Duration max) {
        closing.ask();
        consumer.wakeup();
        if (Thread.currentThread().equals(thread)) {
            return;
        }
        try {
            if (!thread.join(max)) {
                LOG.atWarn().addKeyValue("topic", source.topic()).log("listener interrupted");
                thread.interrupt();
                thread.join(CLOSE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
