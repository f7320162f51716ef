package dev.sluice.dispatcher.streams.admission;

import dev.sluice.dispatcher.admission.quota.LimitPath;
import dev.sluice.dispatcher.admission.request.AnswerRecord;
import dev.sluice.dispatcher.admission.request.AnswerRecord.Standing;
import dev.sluice.dispatcher.admission.request.KeyQueue;
import dev.sluice.dispatcher.state.StoredIdempotency;
import dev.sluice.dispatcher.state.StoredJoiner;
import dev.sluice.dispatcher.state.StoredQueue;
import java.time.Instant;

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

    static StoredIdempotency stored(AnswerRecord record) {
        StoredIdempotency.Builder stored =
                StoredIdempotency.newBuilder()
                        .setBodyHash(record.bodyHash())
                        .setJoiners(
                                record.joiners().stream()
                                        .map(it -> new StoredJoiner(it.requestId(), it.deadline()))
                                        .toList());
        return switch (record.standing()) {
            case Standing.Open(String first) -> stored.setRequestId(first).build();
            case Standing.Vacant(Instant since) ->
                    stored.setRequestId("").setVacantSince(since).build();
            case Standing.Answered(String first, Instant at, Instant until) ->
                    stored.setRequestId(first).setAnsweredAt(at).setAnsweredUntil(until).build();
        };
    }

    static AnswerRecord record(StoredIdempotency stored) {
        return new AnswerRecord(
                standing(stored),
                stored.getBodyHash(),
                stored.getJoiners().stream()
                        .map(it -> new AnswerRecord.Joiner(it.getRequestId(), it.getDeadline()))
                        .toList());
    }

    private static Standing standing(StoredIdempotency stored) {
        if (stored.getVacantSince().isPresent()) {
            return new Standing.Vacant(stored.getVacantSince().get());
        }
        String first = stored.getRequestId();
        return stored.getAnsweredUntil()
                .<Standing>map(until ->
                        new Standing.Answered(
                                first,
                                stored.getAnsweredAt()
                                        .orElseGet(() -> until.minus(AnswerRecord.KEPT)),
                                until))
                .orElseGet(() -> new Standing.Open(first));
    }
}
