package dev.sluice.app.bench.kafka;

import dev.sluice.schemas.id.RequestId;
import dev.sluice.schemas.kafka.AvroWire;
import dev.sluice.schemas.record.AdmittedEvent;
import dev.sluice.schemas.record.Attempt;
import dev.sluice.schemas.record.AttemptEnd;
import dev.sluice.schemas.record.InferenceResult;
import dev.sluice.schemas.record.JournalEntry;
import dev.sluice.schemas.record.Started;
import dev.sluice.schemas.record.Work;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.schemas.topic.Topics;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Reads along on each topic of a request's way and says when a record became readable there, which
 * is when the next stage could take it. It reads what everybody reads, so it costs some time
 * itself. Each topic has a thread.
 */
public final class HopReader implements AutoCloseable {

    private final Deque<PlainReader> readers = new ArrayDeque<>();
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

    private HopReader(Listener listener) {
        this.listener = listener;
    }

    /** Returns when all topics are read from their ends on. */
    public static HopReader start(
            String bootstrapServers,
            SchemaRegistry registry,
            String requestsTopicId,
            Listener listener)
            throws InterruptedException {
        HopReader reader = new HopReader(listener);
        reader.along(
                bootstrapServers,
                Topics.REQUESTS.name(),
                Place.REQUESTED,
                found ->
                        new RequestId(requestsTopicId, found.partition(), found.offset())
                                .toString());
        reader.along(
                bootstrapServers,
                Topics.ADMITTED.name(),
                Place.ADMITTED,
                decoded(AvroWire.of(Topics.ADMITTED, registry), HopReader::admitted));
        reader.along(
                bootstrapServers,
                Topics.WORK.name(),
                Place.LEASED,
                decoded(
                        AvroWire.of(Topics.WORK, registry),
                        (Work work) -> work.getAttempt().getRequestId()));
        reader.along(
                bootstrapServers,
                Topics.ATTEMPTS.name(),
                Place.STARTED,
                decoded(AvroWire.of(Topics.ATTEMPTS, registry), HopReader::started));
        reader.along(
                bootstrapServers,
                Topics.OUTCOMES.name(),
                Place.ENDED,
                decoded(AvroWire.of(Topics.OUTCOMES, registry), AttemptEnd::getRequestId));
        reader.results(bootstrapServers, AvroWire.of(Topics.RESULTS, registry));
        return reader;
    }

    private void along(
            String bootstrapServers,
            String topic,
            Place place,
            Function<ConsumerRecord<byte[], byte[]>, @Nullable String> requestId)
            throws InterruptedException {
        readers.push(
                PlainReader.start(
                        bootstrapServers,
                        topic,
                        found -> {
                            long now = System.nanoTime();
                            String id = requestId.apply(found);
                            if (id != null) {
                                listener.passed(id, place, now, Duration.ZERO);
                            }
                        }));
    }

    private void results(String bootstrapServers, AvroWire<InferenceResult> wire)
            throws InterruptedException {
        readers.push(
                PlainReader.start(
                        bootstrapServers,
                        Topics.RESULTS.name(),
                        found -> {
                            long now = System.nanoTime();
                            InferenceResult result = wire.decode(found.value());
                            listener.passed(
                                    result.getRequestId(),
                                    Place.RESULT,
                                    now,
                                    Duration.ofMillis(result.getProviderMillis()));
                        }));
    }

    private static <V extends SpecificRecord>
            Function<ConsumerRecord<byte[], byte[]>, @Nullable String> decoded(
                    AvroWire<V> wire, Function<V, @Nullable String> requestId) {
        return found -> requestId.apply(wire.decode(found.value()));
    }

    private static @Nullable String admitted(AdmittedEvent event) {
        return event.getEvent() instanceof Attempt attempt ? attempt.getRequestId() : null;
    }

    private static @Nullable String started(JournalEntry entry) {
        return entry.getEvent() instanceof Started started ? started.getRequestId() : null;
    }

    @Override
    public void close() {
        while (!readers.isEmpty()) {
            readers.pop().close();
        }
    }
}
