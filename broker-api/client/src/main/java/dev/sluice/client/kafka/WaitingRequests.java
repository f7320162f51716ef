package dev.sluice.client.kafka;

import dev.sluice.schemas.record.InferenceResult;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Who waits for which result. A request enters before it is published, is expected under its id
 * once the publish is acknowledged, and leaves in any case. Any thread: every method holds the lock
 * for a few map operations.
 */
final class WaitingRequests {

    /** What became of an attempt to enter. */
    sealed interface Entrance {
        record In(Place place) implements Entrance {}

        record Full() implements Entrance {}

        record Closed() implements Entrance {}
    }

    /** Of one request that entered. Guarded by the owner's lock. */
    static final class Place {
        private final CompletableFuture<InferenceResult> result = new CompletableFuture<>();
        private Optional<String> id = Optional.empty();
        private boolean left;

        /** Completes with the result; is cancelled where the desk closes first. */
        CompletableFuture<InferenceResult> result() {
            return result;
        }
    }

    private final int max;
    private final EarlyResults early;
    private final Map<String, Place> byId = new HashMap<>();
    private int inside;
    private int unacknowledged;
    private boolean closed;
    private boolean released;
    private final CompletableFuture<@Nullable Void> empty = new CompletableFuture<>();

    WaitingRequests(int max, EarlyResults early) {
        this.max = max;
        this.early = early;
    }

    /** Waits so long for room. */
    synchronized Entrance enter(Duration roomWithin) throws InterruptedException {
        long until = System.nanoTime() + roomWithin.toNanos();
        while (!closed && inside >= max) {
            long left = until - System.nanoTime();
            if (left <= 0) {
                return new Entrance.Full();
            }
            // At least a millisecond: less is no wait at all.
            TimeUnit.MILLISECONDS.timedWait(this, 1 + TimeUnit.NANOSECONDS.toMillis(left));
        }
        if (closed) {
            return new Entrance.Closed();
        }
        inside++;
        unacknowledged++;
        return new Entrance.In(new Place());
    }

    /** The publish of one that entered was acknowledged: its result is expected from now on. */
    synchronized void expect(Place place, String requestId) {
        if (!place.left) {
            place.id = Optional.of(requestId);
            byId.put(requestId, place);
            early.find(requestId).ifPresent(place.result::complete);
            if (released) {
                place.result.cancel(false);
            }
        }
        acknowledged();
    }

    /** The publish of one that entered failed: it leaves. */
    synchronized void withdraw(Place place) {
        leave(place);
        acknowledged();
    }

    /** One that entered waits no longer, acknowledged or not. Leaving again changes nothing. */
    synchronized void leave(Place place) {
        if (place.left) {
            return;
        }
        place.left = true;
        place.id.ifPresent(byId::remove);
        inside--;
        notify();
        if (closed && inside == 0) {
            empty.complete(null);
        }
    }

    /** A result that nobody waits for is kept only while some publish has no answer yet. */
    synchronized void arrived(InferenceResult result) {
        Place waiting = byId.get(result.getRequestId());
        if (waiting != null) {
            waiting.result.complete(result);
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
        turnAway();
        return empty;
    }

    /** Those who still wait go without a result, and nobody enters any more. */
    synchronized void release() {
        released = true;
        byId.values().forEach(each -> each.result.cancel(false));
        turnAway();
    }

    synchronized int inside() {
        return inside;
    }

    private void turnAway() {
        closed = true;
        notifyAll();
        if (inside == 0) {
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
