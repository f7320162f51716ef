package dev.sluice.door.kafka;

import dev.sluice.schemas.record.InferenceResult;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Who waits for which result. A request enters before it is published, is expected under its id
 * once the publish is acknowledged, and leaves in any case. Any thread: every method holds the lock
 * for a few map operations.
 */
final class WaitingRequests {

    /** What became of an attempt to enter. */
    enum Entrance {
        IN,
        FULL,
        CLOSED
    }

    private final int max;
    private final EarlyResults early;
    private final Map<String, CompletableFuture<InferenceResult>> byId = new HashMap<>();
    private int inside;
    private int unacknowledged;
    private boolean closed;
    private boolean released;
    private final CompletableFuture<@Nullable Void> empty = new CompletableFuture<>();

    WaitingRequests(int max, EarlyResults early) {
        this.max = max;
        this.early = early;
    }

    synchronized Entrance enter() {
        if (closed) {
            return Entrance.CLOSED;
        }
        if (inside >= max) {
            return Entrance.FULL;
        }
        inside++;
        unacknowledged++;
        return Entrance.IN;
    }

    /**
     * The publish of one that entered was acknowledged.
     *
     * @return completes with the result; is cancelled where the door closes first
     */
    synchronized CompletableFuture<InferenceResult> expect(String requestId) {
        CompletableFuture<InferenceResult> result = new CompletableFuture<>();
        early.find(requestId).ifPresent(result::complete);
        if (released) {
            result.cancel(false);
        }
        byId.put(requestId, result);
        acknowledged();
        return result;
    }

    /** The publish of one that entered failed: it leaves. */
    synchronized void withdraw() {
        left();
        acknowledged();
    }

    /** One that was expected waits no longer. */
    synchronized void leave(String requestId) {
        if (byId.remove(requestId) != null) {
            left();
        }
    }

    /** A result that nobody waits for is kept only while some publish has no answer yet. */
    synchronized void arrived(InferenceResult result) {
        CompletableFuture<InferenceResult> waiting = byId.get(result.getRequestId());
        if (waiting != null) {
            waiting.complete(result);
        } else if (unacknowledged > 0) {
            early.keep(result);
        }
    }

    /**
     * Nobody enters any more.
     *
     * @return completes when all have left
     */
    synchronized CompletableFuture<@Nullable Void> shut() {
        closed = true;
        if (inside == 0) {
            empty.complete(null);
        }
        return empty;
    }

    /** Those who still wait go without a result. */
    synchronized void release() {
        closed = true;
        released = true;
        byId.values().forEach(each -> each.cancel(false));
    }

    synchronized int inside() {
        return inside;
    }

    private void left() {
        inside--;
        if (closed && inside == 0) {
            empty.complete(null);
        }
    }

    private void acknowledged() {
        unacknowledged--;
        if (unacknowledged == 0) {
            early.clear();
        }
    }
}
