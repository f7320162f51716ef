package dev.sluice.dispatcher.admission;

import dev.sluice.dispatcher.admission.request.AnswerKey;
import dev.sluice.dispatcher.admission.request.AnswerKey.Bond;
import dev.sluice.dispatcher.admission.request.AnswerRecord;
import dev.sluice.dispatcher.admission.request.AnswerRecord.Standing;
import dev.sluice.dispatcher.admission.request.RequestFacts;
import dev.sluice.dispatcher.admission.request.RequestState.Tally;
import dev.sluice.schemas.record.InferenceResult;
import java.util.Optional;

/** Requests with an idempotency key that another request of the team had before them. */
final class Repeats {

    private final Joining joining;
    private final Copies copies;
    private final Decisions decisions;
    private final Results results;
    private final Conclusion conclusion;

    Repeats(
            Joining joining,
            Copies copies,
            Decisions decisions,
            Results results,
            Conclusion conclusion) {
        this.joining = joining;
        this.copies = copies;
        this.decisions = decisions;
        this.results = results;
        this.conclusion = conclusion;
    }

    /** Empty where the request is the first with its key, or has none. */
    static Optional<AnswerRecord> before(StepDraft draft, RequestFacts facts) {
        return AnswerKey.of(Bond.IDEMPOTENCY, facts).flatMap(draft::record);
    }

    /** Whoever comes with the same key from now on joins this request. */
    static void claim(StepDraft draft, RequestFacts facts) {
        AnswerKey.of(Bond.IDEMPOTENCY, facts)
                .ifPresent(
                        key -> draft.put(key, AnswerRecord.open(facts.requestId(), hash(facts))));
    }

    /** Gives the answer of the first one, or lets it wait for that. */
    void repeat(StepDraft draft, Entrant entrant, AnswerRecord first) {
        RequestFacts facts = entrant.facts();
        AnswerKey key = AnswerKey.of(Bond.IDEMPOTENCY, facts).orElseThrow();
        if (!hash(facts).equals(first.bodyHash())) {
            refuse(draft, facts, "idempotency_conflict", "another request has this key");
            return;
        }
        switch (first.standing()) {
            case Standing.Answered answered -> give(draft, facts, key, answered);
            case Standing.Open _, Standing.Vacant _ when first.isFull() ->
                    refuse(
                            draft,
                            facts,
                            "idempotency_joiners_full",
                            AnswerRecord.JOINERS_MAX
                                    + " requests with this idempotency key wait for the answer"
                                    + " of the first");
            case Standing.Open _, Standing.Vacant _ -> joining.join(draft, entrant, key, first);
        }
    }

    private static String hash(RequestFacts facts) {
        return facts.claim().map(RequestFacts.Claim::bodyHash).orElse("");
    }

    /**
     * The recorded answer; where that had to make room, it is said rather than called for again.
     */
    void give(StepDraft draft, RequestFacts facts, AnswerKey key, Standing.Answered answered) {
        Optional<InferenceResult> recorded = draft.view().recordedAnswer(key);
        if (recorded.isPresent()) {
            conclusion.giveCopy(
                    draft,
                    facts,
                    copies.repeated(facts, recorded.get(), draft.now()),
                    decisions.repeated(facts, answered.requestId(), draft.now()));
        } else {
            refuse(
                    draft,
                    facts,
                    "idempotency_answer_gone",
                    "this key was answered, and the answer made room for newer ones: it is in the"
                            + " result of "
                            + answered.requestId());
        }
    }

    private void refuse(StepDraft draft, RequestFacts facts, String type, String message) {
        conclusion.give(
                draft,
                facts,
                results.refused(facts, Tally.NONE, Results.error(type, message), draft.now()));
    }
}
