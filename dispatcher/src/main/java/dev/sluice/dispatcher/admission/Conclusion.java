package dev.sluice.dispatcher.admission;

import dev.sluice.dispatcher.admission.Step.Change;
import dev.sluice.dispatcher.admission.Step.Output;
import dev.sluice.dispatcher.admission.request.IdempotencyRecord;
import dev.sluice.dispatcher.admission.request.Phase;
import dev.sluice.dispatcher.admission.request.RequestFacts;
import dev.sluice.dispatcher.admission.request.RequestState;
import dev.sluice.schemas.record.InferenceResult;
import dev.sluice.schemas.record.ResultStatus;
import java.time.Instant;
import java.util.Optional;

/** Gives the one terminal result, and with it keeps or frees the request's idempotency key. */
final class Conclusion {

    private final Decisions decisions;

    Conclusion(Decisions decisions) {
        this.decisions = decisions;
    }

    /** As {@link #give(StepDraft, RequestFacts, InferenceResult, Call)} where no call is open. */
    void give(StepDraft draft, RequestFacts facts, InferenceResult result) {
        give(draft, facts, result, Call.NONE);
    }

    void give(StepDraft draft, RequestFacts facts, InferenceResult result, Call open) {
        draft.say(new Output.ToAgent(result));
        draft.say(new Output.ToLedger(decisions.concluded(facts, result, draft.now())));
        facts.claim().ifPresent(claim -> keepOrFree(draft, facts, claim, result, open));
        if (result.getStatus() == ResultStatus.ANSWERED) {
            Pins.afterAnswer(draft, facts, result);
        }
    }

    /** Whether a call may be running that the result does not wait for. */
    enum Call {
        NONE,
        PERHAPS
    }

    private static void keepOrFree(
            StepDraft draft,
            RequestFacts facts,
            RequestFacts.Claim claim,
            InferenceResult result,
            Call open) {
        IdempotencyRecord.Scope scope = IdempotencyRecord.Scope.of(facts.tenant(), claim);
        Optional<IdempotencyRecord> record =
                draft.view()
                        .idempotency(scope)
                        .filter(mine -> mine.requestId().equals(facts.requestId()));
        if (record.isEmpty()) {
            return;
        }
        if (isRecorded(facts, result, open)) {
            Instant until = draft.now().plus(IdempotencyRecord.KEPT);
            IdempotencyRecord answered = record.get().answered(draft.now());
            draft.change(new Change.Keep(scope, answered, until, result));
        } else {
            draft.change(new Change.FreeClaim(scope));
        }
    }

    /**
     * A failure frees the key, so that a failed step can be replayed; but not where a request that
     * must not be called twice perhaps is, or was, called.
     */
    private static boolean isRecorded(RequestFacts facts, InferenceResult result, Call open) {
        boolean told = result.getStatus() != ResultStatus.OUTCOME_UNKNOWN && open == Call.NONE;
        return result.getStatus() == ResultStatus.ANSWERED
                || (!told && facts.calls() == RequestFacts.Calls.ONCE);
    }

    /** The state after the last of a request's attempts: kept while an unknown end may turn up. */
    static void close(StepDraft draft, RequestState before, RequestState last) {
        if (last.unknowns().isEmpty()) {
            draft.change(new Change.RemoveRequest(before));
        } else {
            Instant until = draft.now().plus(Ends.UNKNOWN_KEPT);
            draft.replace(before, last.in(new Phase.Remembered(until)));
        }
    }
}
