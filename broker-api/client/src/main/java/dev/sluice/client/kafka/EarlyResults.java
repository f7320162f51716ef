package dev.sluice.client.kafka;

import dev.sluice.schemas.record.InferenceResult;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;

/**
 * Results that came before their publish was acknowledged, the newest of them: bounded in number
 * and bytes. Guarded by its owner, {@link WaitingRequests}.
 */
final class EarlyResults {

    private final int countMax;
    private final long bytesMax;
    private final Map<String, InferenceResult> byId = new HashMap<>();
    private final Queue<InferenceResult> order = new ArrayDeque<>();
    private long bytes;

    EarlyResults(int countMax, long bytesMax) {
        this.countMax = countMax;
        this.bytesMax = bytesMax;
    }

    void keep(InferenceResult result) {
        if (byId.putIfAbsent(result.getRequestId(), result) == null) {
            order.add(result);
            bytes += size(result);
        }
        while (order.size() > countMax || bytes > bytesMax) {
            InferenceResult oldest = order.remove();
            bytes -= size(oldest);
            byId.remove(oldest.getRequestId());
        }
    }

    /** It stays counted until its turn comes to be dropped. */
    Optional<InferenceResult> find(String requestId) {
        return Optional.ofNullable(byId.get(requestId));
    }

    void clear() {
        byId.clear();
        order.clear();
        bytes = 0;
    }

    private static long size(InferenceResult result) {
        return result.getBody().map(body -> (long) body.remaining()).orElse(0L);
    }
}
