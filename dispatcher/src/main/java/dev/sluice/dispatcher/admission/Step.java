package dev.sluice.dispatcher.admission;

import dev.sluice.dispatcher.admission.quota.LimitPath;
import dev.sluice.dispatcher.admission.quota.LimitUse;
import dev.sluice.dispatcher.admission.request.AnswerKey;
import dev.sluice.dispatcher.admission.request.AnswerRecord;
import dev.sluice.dispatcher.admission.request.Cancel;
import dev.sluice.dispatcher.admission.request.KeyQueue;
import dev.sluice.dispatcher.admission.request.PinScope;
import dev.sluice.dispatcher.admission.request.RequestState;
import dev.sluice.schemas.record.AdmittedEvent;
import dev.sluice.schemas.record.Attempt;
import dev.sluice.schemas.record.Decision;
import dev.sluice.schemas.record.InferenceResult;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a decision changes and says, in order. Applied as a whole, or not at all.
 *
 * @param freed limits of which less is used than before: who waits for them should be tried
 */
public record Step(List<Change> changes, List<Output> outputs, List<LimitPath> freed) {

    public static final Step NOTHING = new Step(List.of(), List.of(), List.of());

    /** A request at its position in its virtual key's queue. */
    public record Entry(String virtualKey, long position, String requestId) {}

    /** A change of the state. */
    public sealed interface Change {

        record PutUse(LimitPath path, LimitUse use) implements Change {}

        record PutRequest(Optional<RequestState> before, RequestState after) implements Change {}

        record RemoveRequest(RequestState before) implements Change {}

        record PutBody(Attempt draft) implements Change {}

        record RemoveBody(String requestId) implements Change {}

        record PutEntry(Entry entry) implements Change {}

        record RemoveEntry(Entry entry) implements Change {}

        record PutQueue(Optional<KeyQueue> before, KeyQueue after) implements Change {}

        record RemoveQueue(KeyQueue before) implements Change {}

        /** From now on this workflow keeps to this model. */
        record PutPin(PinScope scope, String model, Instant until) implements Change {}

        /** Keeps a cancel until its request comes, or until then. */
        record KeepCancel(Cancel cancel, Instant until) implements Change {}

        /** Its request has come. */
        record RemoveCancel(Cancel cancel) implements Change {}

        /** A change of what requests with one key have in common. */
        sealed interface OfAnswer extends Change {
            AnswerKey key();
        }

        record PutRecord(AnswerKey key, Optional<AnswerRecord> before, AnswerRecord after)
                implements OfAnswer {}

        record RemoveRecord(AnswerKey key, AnswerRecord before) implements OfAnswer {}

        /** Stores an answer that was given then. */
        record KeepAnswer(AnswerKey key, Instant at, InferenceResult answer) implements OfAnswer {}

        /** Removes the answer that was given then. */
        record DropAnswer(AnswerKey key, Instant at) implements OfAnswer {}

        record PutSharedBody(AnswerKey key, ByteBuffer content) implements OfAnswer {}

        record RemoveSharedBody(AnswerKey key) implements OfAnswer {}
    }

    /** A record for another stage or the agent. */
    public sealed interface Output {

        record ToPlacement(String pool, AdmittedEvent event) implements Output {}

        record ToLedger(Decision decision) implements Output {}

        record ToAgent(InferenceResult result) implements Output {}
    }

    public Step {
        changes = List.copyOf(changes);
        outputs = List.copyOf(outputs);
        freed = List.copyOf(freed);
    }
}
