package dev.sluice.dispatcher.streams.admission;

import dev.sluice.dispatcher.admission.quota.LimitPath;
import dev.sluice.dispatcher.admission.request.IdempotencyRecord;
import dev.sluice.dispatcher.admission.request.KeyQueue;
import dev.sluice.dispatcher.state.StoredIdempotency;
import dev.sluice.dispatcher.state.StoredQueue;

/** What stands for a key, virtual or idempotency, as it is stored. */
final class ClaimForm {

    private ClaimForm() {}

    static StoredQueue stored(KeyQueue queue) {
        KeyQueue.Wait wait = queue.waitsFor();
        return new StoredQueue(
                queue.first(),
                queue.next(),
                queue.size(),
                wait.path().text(),
                wait.ticket(),
                wait.until().orElse(null));
    }

    static KeyQueue queue(String virtualKey, StoredQueue stored) {
        return new KeyQueue(
                virtualKey,
                stored.getFirst(),
                stored.getNext(),
                stored.getSize(),
                new KeyQueue.Wait(
                        LimitPath.parse(stored.getPath()), stored.getTicket(), stored.getUntil()));
    }

    static StoredIdempotency stored(IdempotencyRecord record) {
        return new StoredIdempotency(
                record.requestId(), record.bodyHash(), record.answeredUntil().orElse(null));
    }

    static IdempotencyRecord record(StoredIdempotency stored) {
        return new IdempotencyRecord(
                stored.getRequestId(), stored.getBodyHash(), stored.getAnsweredUntil());
    }
}
