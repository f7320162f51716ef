package dev.sluice.dispatcher.streams.admission;

import dev.sluice.schemas.id.RequestId;
import dev.sluice.schemas.record.Decision;
import dev.sluice.schemas.record.InferenceResult;
import dev.sluice.schemas.topic.Partitions;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The partition that owns a record's key; for a request of nobody that is known, the one it came in
 * on, where whoever published it looks for the answer.
 */
final class OwnerPartition {

    private OwnerPartition() {}

    static Optional<Set<Integer>> ofKey(
            String topic, byte @Nullable [] key, Object value, int partitions) {
        return key == null
                ? Optional.empty()
                : Optional.of(
                        Set.of(Partitions.of(new String(key, StandardCharsets.UTF_8), partitions)));
    }

    static Optional<Set<Integer>> ofResult(
            String topic, byte @Nullable [] key, InferenceResult result, int partitions) {
        return ofKey(topic, key, result, partitions)
                .or(() -> ofRequest(result.getRequestId(), partitions));
    }

    static Optional<Set<Integer>> ofDecision(
            String topic, byte @Nullable [] key, Decision decision, int partitions) {
        return ofKey(topic, key, decision, partitions)
                .or(() -> ofRequest(decision.getRequestId(), partitions));
    }

    /** As any producer would choose. */
    static Optional<Set<Integer>> asUsual(
            String topic, byte @Nullable [] key, Object value, int partitions) {
        return Optional.empty();
    }

    private static Optional<Set<Integer>> ofRequest(String requestId, int partitions) {
        return RequestId.parse(requestId).map(id -> Set.of(id.partition() % partitions));
    }
}
