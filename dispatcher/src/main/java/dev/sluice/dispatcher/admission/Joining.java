package dev.sluice.dispatcher.admission;

import dev.sluice.dispatcher.admission.Step.Change;
import dev.sluice.dispatcher.admission.Step.Output;
import dev.sluice.dispatcher.admission.request.AnswerKey;
import dev.sluice.dispatcher.admission.request.AnswerRecord;
import dev.sluice.dispatcher.admission.request.AnswerRecord.Joiner;
import dev.sluice.dispatcher.admission.request.AnswerRecord.Standing;
import dev.sluice.dispatcher.admission.request.Phase;
import dev.sluice.dispatcher.admission.request.RequestFacts;
import dev.sluice.dispatcher.admission.request.RequestState;
import dev.sluice.schemas.record.Attempt;
import dev.sluice.schemas.record.Body;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Lets a request wait for the answer of another one, until its own deadline. It may have to be
 * called itself later, so its draft is stored; the body only once for all that wait, which have the
 * same one as a rule.
 */
final class Joining {

    private static final ByteBuffer SHARED = ByteBuffer.allocate(0);

    private final Decisions decisions;

    Joining(Decisions decisions) {
        this.decisions = decisions;
    }

    /** The record has an open or vacant place, and room for one more. */
    void join(StepDraft draft, Entrant entrant, AnswerKey key, AnswerRecord record) {
        RequestFacts facts = entrant.facts();
        draft.put(key, record.with(new Joiner(facts.requestId(), facts.deadline())));
        draft.change(new Change.PutBody(stored(draft, entrant.draft(), key, record)));
        draft.change(
                new Change.PutRequest(
                        entrant.before(),
                        RequestState.fresh(facts, new Phase.Joined(key.bond(), entrant.requests()))
                                .with(entrant.route())));
        Optional<String> first =
                record.standing() instanceof Standing.Open(String id)
                        ? Optional.of(id)
                        : Optional.empty();
        draft.say(new Output.ToLedger(decisions.joined(facts, first, draft.now())));
    }

    private static Attempt stored(
            StepDraft draft, Attempt attempt, AnswerKey key, AnswerRecord record) {
        if (!(attempt.getBody().getContent() instanceof ByteBuffer content)) {
            return attempt;
        }
        if (record.joiners().isEmpty()) {
            draft.change(new Change.PutSharedBody(key, content));
            return with(attempt, SHARED);
        }
        // Another one was written for another configuration, or differs where that is no matter.
        return draft.view().sharedBody(key).filter(content::equals).isPresent()
                ? with(attempt, SHARED)
                : attempt;
    }

    /** The stored draft of a joiner, with its body. */
    static Optional<Attempt> draft(StepDraft draft, AnswerKey key, String requestId) {
        return draft.view()
                .body(requestId)
                .flatMap(attempt ->
                        SHARED.equals(attempt.getBody().getContent())
                                ? draft.view()
                                        .sharedBody(key)
                                        .map(content -> with(attempt, content))
                                : Optional.of(attempt));
    }

    private static Attempt with(Attempt attempt, ByteBuffer content) {
        return Attempt.newBuilder(attempt).setBody(new Body(content)).build();
    }

    /** It waits no more: its result is given by other means. */
    static void leave(StepDraft draft, RequestState state, AnswerKey.Bond bond) {
        String requestId = state.facts().requestId();
        draft.change(new Change.RemoveBody(requestId));
        AnswerKey.of(bond, state.facts())
                .ifPresent(key ->
                        draft.record(key)
                                .map(record -> record.without(requestId))
                                .ifPresent(rest -> leave(draft, key, rest)));
    }

    private static void leave(StepDraft draft, AnswerKey key, AnswerRecord rest) {
        if (rest.joiners().isEmpty() && rest.standing() instanceof Standing.Vacant) {
            draft.forget(key);
        } else {
            draft.put(key, rest);
        }
    }
}
