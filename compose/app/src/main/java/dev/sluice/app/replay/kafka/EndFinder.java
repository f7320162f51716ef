package dev.sluice.app.replay.kafka;

import dev.sluice.app.replay.KnownEnd;
import dev.sluice.app.replay.KnownRequests;
import dev.sluice.schemas.id.RequestId;
import dev.sluice.schemas.kafka.AvroWire;
import dev.sluice.schemas.record.DeadLetter;
import dev.sluice.schemas.record.InferenceResult;
import dev.sluice.schemas.record.ResultError;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.schemas.topic.Topic;
import dev.sluice.schemas.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;

/** Finds how known requests ended: their results, and what admission buried. One thread. */
final class EndFinder {

    /** A result is stamped by admission's clock, a request by the broker's. */
    static final Duration CLOCKS_DIFFER_MAX = Duration.ofHours(1);

    private final PartReader reader;
    private final TopicOffsets offsets;
    private final SchemaRegistry registry;
    private final Map<String, String> words = new HashMap<>();

    EndFinder(PartReader reader, TopicOffsets offsets, SchemaRegistry registry) {
        this.reader = reader;
        this.offsets = offsets;
        this.registry = registry;
    }

    /**
     * @param earliest when the first of them was accepted
     */
    void find(Instant earliest, KnownRequests known) {
        Instant from = earliest.minus(CLOCKS_DIFFER_MAX);
        read(Topics.DEAD_LETTERS, from, letter -> take(letter, known));
        read(Topics.RESULTS, from, result -> take(result, known));
    }

    private <V extends SpecificRecord> void read(Topic<V> topic, Instant from, Consumer<V> each) {
        AvroWire<V> wire = AvroWire.of(topic, registry);
        reader.read(
                topic.name(),
                offsets.since(topic.name(), from),
                found -> {
                    if (found.value() != null) {
                        each.accept(wire.decode(found.value()));
                    }
                });
    }

    private void take(InferenceResult result, KnownRequests known) {
        known(result.getRequestId(), known)
                .ifPresent(id ->
                        known.ended(
                                id,
                                new KnownEnd.Result(
                                        result.getStatus(),
                                        word(result.getTenant().getCustomer()),
                                        word(
                                                result.getError()
                                                        .map(ResultError::getType)
                                                        .orElse("")),
                                        result.getCostPicos(),
                                        result.getFinishedAt())));
    }

    /** Other stages bury what is not the request itself: admission's timer still answers that. */
    private void take(DeadLetter letter, KnownRequests known) {
        if (letter.getStage().equals("admission")) {
            letter.getRequestId()
                    .flatMap(id -> known(id, known))
                    .ifPresent(
                            id -> known.ended(id, new KnownEnd.Buried(word(letter.getReason()))));
        }
    }

    private static Optional<RequestId> known(String id, KnownRequests known) {
        return RequestId.parse(id).filter(known::has);
    }

    /** There are few, and each would be kept once for every request. */
    private String word(String text) {
        return words.computeIfAbsent(text, same -> same);
    }
}
