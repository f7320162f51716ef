package dev.sluice.app.bench.kafka;

import dev.sluice.schemas.id.RequestId;
import dev.sluice.schemas.kafka.AvroWire;
import dev.sluice.schemas.record.AdmittedEvent;
import dev.sluice.schemas.record.Attempt;
import dev.sluice.schemas.record.InferenceResult;
import dev.sluice.schemas.record.JournalEntry;
import dev.sluice.schemas.record.Started;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.schemas.topic.Topic;
import dev.sluice.schemas.topic.Topics;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Reads along on each topic of a request's way and says when a record became readable there, which
 * is when the next stage could take it. It reads what everybody reads, so it costs some time
 * itself. Each topic has a thread.
 */
public final class HopReader implements AutoCloseable {

    private final Deque<PlainReader> readers = new ArrayDeque<>();
    private final String bootstrapServers;
    private final SchemaRegistry registry;
    private final Listener listener;

    /** The places that a request passes, in this order. */
    public enum Place {
        REQUESTED,
        ADMITTED,
        LEASED,
        STARTED,
        ENDED,
        RESULT
    }

    /** Hears of every record; called on several threads. */
    public interface Listener {

        /**
         * @param nanos when, on the clock of {@link System#nanoTime}
         * @param elsewhere what of the time before was the provider's; only a result knows it
         */
        void passed(String requestId, Place place, long nanos, Duration elsewhere);
    }

    /** What a record says. */
    private record Passing(String requestId, Duration elsewhere) {

        static Optional<Passing> of(String requestId) {
            return Optional.of(new Passing(requestId, Duration.ZERO));
        }
    }

    private HopReader(String bootstrapServers, SchemaRegistry registry, Listener listener) {
        this.bootstrapServers = bootstrapServers;
        this.registry = registry;
        this.listener = listener;
    }

    /** Returns when all topics are read from their ends on. */
    public static HopReader start(
            String bootstrapServers,
            SchemaRegistry registry,
            String requestsTopicId,
            Listener listener)
            throws InterruptedException {
        HopReader reader = new HopReader(bootstrapServers, registry, listener);
        reader.read(
                Topics.REQUESTS,
                Place.REQUESTED,
                found ->
                        Passing.of(
                                new RequestId(requestsTopicId, found.partition(), found.offset())
                                        .toString()));
        reader.along(Topics.ADMITTED, Place.ADMITTED, HopReader::admitted);
        reader.along(
                Topics.WORK, Place.LEASED, work -> Passing.of(work.getAttempt().getRequestId()));
        reader.along(Topics.ATTEMPTS, Place.STARTED, HopReader::started);
        reader.along(Topics.OUTCOMES, Place.ENDED, end -> Passing.of(end.getRequestId()));
        reader.along(Topics.RESULTS, Place.RESULT, HopReader::result);
        return reader;
    }

    private <V extends SpecificRecord> void along(
            Topic<V> topic, Place place, Function<V, Optional<Passing>> told)
            throws InterruptedException {
        AvroWire<V> wire = AvroWire.of(topic, registry);
        read(topic, place, found -> told.apply(wire.decode(found.value())));
    }

    private void read(
            Topic<?> topic,
            Place place,
            Function<ConsumerRecord<byte[], byte[]>, Optional<Passing>> told)
            throws InterruptedException {
        readers.push(
                PlainReader.start(
                        bootstrapServers,
                        topic.name(),
                        found -> {
                            long now = System.nanoTime();
                            told.apply(found)
                                    .ifPresent(passing ->
                                            listener.passed(
                                                    passing.requestId(),
                                                    place,
                                                    now,
                                                    passing.elsewhere()));
                        }));
    }

    private static Optional<Passing> admitted(AdmittedEvent event) {
        return event.getEvent() instanceof Attempt attempt
                ? Passing.of(attempt.getRequestId())
                : Optional.empty();
    }

    private static Optional<Passing> started(JournalEntry entry) {
        return entry.getEvent() instanceof Started started
                ? Passing.of(started.getRequestId())
                : Optional.empty();
    }

    private static Optional<Passing> result(InferenceResult result) {
        return Optional.of(
                new Passing(result.getRequestId(), Duration.ofMillis(result.getProviderMillis())));
    }

    @Override
    public void close() {
        while (!readers.isEmpty()) {
            readers.pop().close();
        }
    }
}
