package dev.sluice.dispatcher.admission;

import dev.sluice.dispatcher.admission.Step.Change;
import dev.sluice.dispatcher.admission.request.AnswerKey;
import dev.sluice.dispatcher.admission.request.AnswerRecord;
import dev.sluice.dispatcher.admission.request.AnswerRecord.Joiner;
import dev.sluice.dispatcher.admission.request.AnswerRecord.Standing;
import dev.sluice.dispatcher.admission.request.Phase;
import dev.sluice.dispatcher.admission.request.RequestFacts;
import dev.sluice.dispatcher.admission.request.RequestState;
import dev.sluice.dispatcher.admission.request.RequestState.Tally;
import dev.sluice.schemas.record.Attempt;
import dev.sluice.schemas.record.InferenceResult;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * What becomes of those that wait for the answer of another request: they get it, or one of them
 * takes the place of that request. A step at a time, however many they are.
 */
final class Sharing {

    /** Results in one step, but for large ones. */
    private static final int AT_ONCE = 16;

    /** Of one step's results together, where that is more than one result. */
    private static final int BYTES_AT_ONCE = 1024 * 1024;

    private final Entry entry;
    private final Repeats repeats;
    private final Cache cache;
    private final Results results;
    private final Conclusion conclusion;

    Sharing(Entry entry, Repeats repeats, Cache cache, Results results, Conclusion conclusion) {
        this.entry = entry;
        this.repeats = repeats;
        this.cache = cache;
        this.results = results;
        this.conclusion = conclusion;
    }

    /** At {@link AnswerRecord#dueAt()} or later. */
    void ring(StepDraft draft, AnswerKey key, AnswerRecord record) {
        switch (record.standing()) {
            case Standing.Answered answered -> {
                if (record.joiners().isEmpty()) {
                    draft.forget(key);
                } else {
                    deliver(draft, key, record, answered);
                }
            }
            case Standing.Vacant _ ->
                    record.heir()
                            .ifPresentOrElse(
                                    heir -> succeed(draft, key, record, heir),
                                    () -> draft.forget(key));
            case Standing.Open _ -> {}
        }
    }

    private void deliver(
            StepDraft draft, AnswerKey key, AnswerRecord record, Standing.Answered answered) {
        Optional<InferenceResult> answer = draft.view().recordedAnswer(key);
        if (answer.isEmpty() && key.bond() == AnswerKey.Bond.CACHE) {
            Keeping.free(draft, key, record);
            return;
        }
        int count = Math.min(record.joiners().size(), atOnce(answer));
        draft.put(key, record.withoutFirst(count));
        for (Joiner joiner : record.joiners().subList(0, count)) {
            joined(draft, key, joiner)
                    .ifPresent(state -> {
                        RequestFacts facts = state.facts();
                        switch (key.bond()) {
                            case IDEMPOTENCY -> repeats.give(draft, facts, key, answered);
                            case CACHE ->
                                    answer.ifPresent(it ->
                                            cache.give(draft, facts, state.route(), it, answered));
                        }
                        draft.change(new Change.RemoveBody(facts.requestId()));
                        Conclusion.close(draft, state, state);
                    });
        }
    }

    private static int atOnce(Optional<InferenceResult> answer) {
        int bytes = answer.flatMap(InferenceResult::getBody).map(ByteBuffer::remaining).orElse(0);
        return Math.clamp(BYTES_AT_ONCE / Math.max(1, bytes), 1, AT_ONCE);
    }

    /** A joiner as it is stored. */
    private static Optional<RequestState> joined(StepDraft draft, AnswerKey key, Joiner joiner) {
        return draft.view()
                .request(joiner.requestId())
                .filter(state ->
                        state.phase() instanceof Phase.Joined(var bond, _) && bond == key.bond());
    }

    /** The others stay joined, to this one now. */
    private void succeed(StepDraft draft, AnswerKey key, AnswerRecord record, Joiner heir) {
        Optional<RequestState> stored = joined(draft, key, heir);
        draft.put(key, record.without(heir.requestId()));
        if (stored.isEmpty()) {
            return;
        }
        RequestState state = stored.get();
        RequestFacts facts = state.facts();
        Optional<Attempt> body = Joining.draft(draft, key, heir.requestId());
        draft.change(new Change.RemoveBody(heir.requestId()));
        if (body.isEmpty() || facts.hasExpired(draft.now())) {
            conclusion.give(draft, facts, results.expired(facts, Tally.NONE, draft.now()));
            Conclusion.close(draft, state, state);
            return;
        }
        int requests = state.phase() instanceof Phase.Joined(_, int count) ? count : 0;
        Entrant entrant = Entrant.of(state, body.get(), requests);
        switch (key.bond()) {
            case IDEMPOTENCY -> {
                draft.put(key, record.openedBy(heir.requestId()));
                entry.enter(draft, entrant);
            }
            case CACHE -> {
                if (entry.call(draft, entrant) == Opening.Fate.OPENED) {
                    draft.put(key, record.openedBy(heir.requestId()));
                }
            }
        }
    }
}
