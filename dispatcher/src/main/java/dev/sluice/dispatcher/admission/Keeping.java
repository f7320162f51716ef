package dev.sluice.dispatcher.admission;

import dev.sluice.dispatcher.admission.Step.Change;
import dev.sluice.dispatcher.admission.request.AnswerKey;
import dev.sluice.dispatcher.admission.request.AnswerRecord;
import dev.sluice.dispatcher.admission.request.RequestFacts;
import dev.sluice.dispatcher.admission.request.RequestState;
import dev.sluice.schemas.record.AttemptEnd;
import dev.sluice.schemas.record.Billing;
import dev.sluice.schemas.record.Degradation;
import dev.sluice.schemas.record.EndKind;
import dev.sluice.schemas.record.InferenceResult;
import dev.sluice.schemas.record.ResultStatus;
import java.time.Duration;

/** Keeps the answer of a first request under its keys, or gives the keys back. */
final class Keeping {

    private Keeping() {}

    /** The request has its result; the keys of which it is the first get it, or are free. */
    static void ended(
            StepDraft draft, RequestFacts facts, InferenceResult result, Conclusion.Call open) {
        for (AnswerKey key : AnswerKey.all(facts)) {
            draft.record(key)
                    .filter(record -> record.isOpenOf(facts.requestId()))
                    .filter(record -> !waitsForTheCall(record, result, open))
                    .ifPresent(record -> {
                        if (isKept(draft, key, facts, result, open)) {
                            keep(draft, key, record, facts, result);
                        } else {
                            free(draft, key, record);
                        }
                    });
        }
    }

    /** Who joined it gets what the call brings rather than a second call beside it. */
    private static boolean waitsForTheCall(
            AnswerRecord record, InferenceResult result, Conclusion.Call open) {
        return open == Conclusion.Call.PERHAPS
                && result.getStatus() != ResultStatus.ANSWERED
                && !record.joiners().isEmpty();
    }

    /** The call of a request is over that had its result before, see {@link #waitsForTheCall}. */
    static void drained(StepDraft draft, RequestState state, AttemptEnd end, Results results) {
        RequestFacts facts = state.facts();
        for (AnswerKey key : AnswerKey.all(facts)) {
            draft.record(key)
                    .filter(record -> record.isOpenOf(facts.requestId()))
                    .ifPresent(record -> {
                        InferenceResult late = late(state, end, results, draft);
                        if (isKept(draft, key, facts, late, Conclusion.Call.NONE)) {
                            keep(draft, key, record, facts, late);
                        } else {
                            free(draft, key, record);
                        }
                    });
        }
    }

    /** What the result would be if the call had ended in time. */
    private static InferenceResult late(
            RequestState state, AttemptEnd end, Results results, StepDraft draft) {
        if (end.getKind() == EndKind.ANSWERED) {
            return results.answered(state, end, Rates.NONE, draft.now());
        }
        NextStep.Fail why =
                end.getBilling() == Billing.NONE
                        ? new NextStep.Fail(ResultStatus.FAILED, NextStep.PROVIDER_ERROR)
                        : new NextStep.Fail(ResultStatus.OUTCOME_UNKNOWN, NextStep.OUTCOME_UNKNOWN);
        return results.failed(state, end, why, draft.now());
    }

    private static boolean isKept(
            StepDraft draft,
            AnswerKey key,
            RequestFacts facts,
            InferenceResult result,
            Conclusion.Call open) {
        return switch (key.bond()) {
            case IDEMPOTENCY -> isRecorded(facts, result, open);
            case CACHE ->
                    result.getStatus() == ResultStatus.ANSWERED
                            && !result.getCached()
                            && isOfHead(draft, facts, result);
        };
    }

    /** Not a fallback's, also where a rule sent the request elsewhere and it came back. */
    private static boolean isOfHead(StepDraft draft, RequestFacts facts, InferenceResult answer) {
        String asked = facts.model();
        String head =
                draft.view()
                        .request(facts.requestId())
                        .map(state -> state.route().head(asked))
                        .orElse(asked);
        return answer.getDegradation().map(Degradation::getServed).orElse(asked).equals(head);
    }

    /**
     * A failure frees the key, so that a failed step can be replayed; but not where a request that
     * must not be called twice perhaps is, or was, called.
     */
    private static boolean isRecorded(
            RequestFacts facts, InferenceResult result, Conclusion.Call open) {
        boolean told =
                result.getStatus() != ResultStatus.OUTCOME_UNKNOWN && open == Conclusion.Call.NONE;
        return result.getStatus() == ResultStatus.ANSWERED
                || (!told && facts.calls() == RequestFacts.Calls.ONCE);
    }

    private static void keep(
            StepDraft draft,
            AnswerKey key,
            AnswerRecord record,
            RequestFacts facts,
            InferenceResult answer) {
        Duration kept =
                switch (key.bond()) {
                    case IDEMPOTENCY -> AnswerRecord.KEPT;
                    case CACHE -> facts.wishes().caching().orElseThrow().maxAge();
                };
        draft.put(key, record.answered(facts.requestId(), draft.now(), draft.now().plus(kept)));
        draft.change(new Change.KeepAnswer(key, draft.now(), answer));
    }

    /** With joiners it is theirs now. */
    static void free(StepDraft draft, AnswerKey key, AnswerRecord record) {
        if (record.joiners().isEmpty()) {
            draft.forget(key);
        } else {
            draft.put(key, record.vacant(draft.now()));
        }
    }
}
