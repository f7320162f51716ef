package dev.sluice.dispatcher.admission;

import dev.sluice.dispatcher.admission.Opening.Candidate;
import dev.sluice.dispatcher.admission.Step.Change;
import dev.sluice.dispatcher.admission.quota.Hold;
import dev.sluice.dispatcher.admission.quota.LimitPath;
import dev.sluice.dispatcher.admission.quota.LimitUse;
import dev.sluice.dispatcher.admission.quota.Quota;
import dev.sluice.dispatcher.admission.quota.Refusal;
import dev.sluice.dispatcher.admission.request.KeyQueue;
import dev.sluice.dispatcher.admission.request.Phase;
import dev.sluice.dispatcher.admission.request.RequestState;
import dev.sluice.schemas.record.Attempt;
import dev.sluice.schemas.record.InferenceResult;
import java.util.Map;
import java.util.Optional;

/** Tries the first parked request of a virtual key, and takes requests out of the queue. */
final class Parking {

    private final Opening opening;
    private final Cache cache;
    private final Results results;
    private final Conclusion conclusion;

    Parking(Opening opening, Cache cache, Results results, Conclusion conclusion) {
        this.opening = opening;
        this.cache = cache;
        this.results = results;
        this.conclusion = conclusion;
    }

    /** One request leaves the queue, or what it waits for is written down anew. */
    void wake(StepDraft draft, KeyQueue queue) {
        Optional<Step.Entry> first = draft.view().firstParked(queue);
        if (first.isEmpty()) {
            draft.change(new Change.RemoveQueue(queue));
            return;
        }
        Step.Entry entry = first.get();
        Optional<RequestState> stored = draft.view().request(entry.requestId());
        if (stored.isPresent() && stored.get().phase() instanceof Phase.Parked parked) {
            tryFirst(draft, new First(queue, entry, stored.get(), parked));
        } else {
            leave(draft, queue, entry);
        }
    }

    /** The first of a queue as it is stored. */
    private record First(
            KeyQueue queue, Step.Entry entry, RequestState state, Phase.Parked parked) {
        Candidate candidate() {
            return new Candidate(Optional.of(state), state, parked.need());
        }
    }

    private void tryFirst(StepDraft draft, First first) {
        if (first.state().facts().hasExpired(draft.now())) {
            leave(draft, first.queue(), first.entry());
            expire(draft, first.state(), first.parked());
            return;
        }
        Optional<Rights.Loss> lost = opening.lost(first.candidate());
        if (lost.isPresent()) {
            leave(draft, first.queue(), first.entry());
            opening.turnOut(draft, first.candidate(), lost.get());
            return;
        }
        cache.find(draft, first.state(), first.parked().need(), first.queue().waitsFor().path())
                .ifPresentOrElse(
                        find -> takeCached(draft, first, find), () -> tryLimits(draft, first));
    }

    private void takeCached(StepDraft draft, First first, Cache.Find find) {
        Optional<Attempt> body = draft.view().body(first.entry().requestId());
        leave(draft, first.queue(), first.entry());
        body.ifPresentOrElse(
                it -> cache.take(draft, Entrant.of(first.state(), it, 0), find),
                () -> expire(draft, first.state(), first.parked()));
    }

    private void tryLimits(StepDraft draft, First first) {
        KeyQueue queue = first.queue();
        Candidate candidate = first.candidate();
        switch (opening.verdictOfFirst(draft, candidate, queue.waitsFor().path())) {
            case Quota.Verdict.Admit(Hold hold, var uses) -> admit(draft, first, hold, uses);
            case Quota.Verdict.Park park ->
                    draft.change(
                            new Change.PutQueue(
                                    Optional.of(queue),
                                    queue.waiting(still(draft, queue.waitsFor(), park))));
            case Quota.Verdict.Refuse(Refusal refusal) -> {
                leave(draft, queue, first.entry());
                opening.refuse(draft, candidate, refusal);
            }
        }
    }

    private void admit(StepDraft draft, First first, Hold hold, Map<LimitPath, LimitUse> uses) {
        RequestState state = first.state();
        Optional<Attempt> body = draft.view().body(first.entry().requestId());
        leave(draft, first.queue(), first.entry());
        if (body.isPresent()) {
            draft.put(uses);
            opening.send(draft, Optional.of(state), state, hold, body.get());
            Cache.claim(draft, state);
        } else {
            expire(draft, state, first.parked());
        }
    }

    /** At the same limit it keeps its turn, at another one it goes to the end of the line. */
    private static KeyQueue.Wait still(
            StepDraft draft, KeyQueue.Wait before, Quota.Verdict.Park park) {
        long ticket =
                park.path().equals(before.path()) ? before.ticket() : draft.view().nextTicket();
        return new KeyQueue.Wait(park.path(), ticket, park.until());
    }

    /** After its turn a key goes to the end of the line, so that keys take turns. */
    private static void leave(StepDraft draft, KeyQueue queue, Step.Entry entry) {
        KeyQueue.Wait wait =
                new KeyQueue.Wait(
                        queue.waitsFor().path(), draft.view().nextTicket(), Optional.empty());
        take(draft, queue, queue.advancedPast(entry.position(), wait), entry);
    }

    /** Takes a request out from anywhere in the queue. */
    void withdraw(StepDraft draft, RequestState state, Phase.Parked parked) {
        String key = state.facts().tenant().getVirtualKey();
        Step.Entry entry = new Step.Entry(key, parked.position(), state.facts().requestId());
        draft.view().queue(key).ifPresent(queue -> take(draft, queue, queue.removed(), entry));
    }

    private static void take(StepDraft draft, KeyQueue queue, KeyQueue rest, Step.Entry entry) {
        draft.change(new Change.RemoveEntry(entry));
        draft.change(new Change.RemoveBody(entry.requestId()));
        draft.change(
                rest.size() <= 0
                        ? new Change.RemoveQueue(queue)
                        : new Change.PutQueue(Optional.of(queue), rest));
    }

    /** Its time has passed while it waited: the result says for which limit. */
    void expire(StepDraft draft, RequestState state, Phase.Parked parked) {
        conclusion.give(draft, state.facts(), expired(draft, state, parked));
        Conclusion.close(draft, state, state);
    }

    /** What the first of a queue waits for is what all of it wait for. */
    private InferenceResult expired(StepDraft draft, RequestState state, Phase.Parked parked) {
        String key = state.facts().tenant().getVirtualKey();
        return draft.view()
                .queue(key)
                .map(KeyQueue::waitsFor)
                .map(wait -> new Quota.Verdict.Park(wait.path(), wait.until()))
                .map(park -> opening.waitedFor(draft, key, parked.need(), park))
                .map(refusal ->
                        results.expired(
                                state.facts(),
                                state.tally(),
                                Refusals.waitedInVain(refusal, state.facts().deadline()),
                                draft.now()))
                .orElseGet(() -> results.expired(state.facts(), state.tally(), draft.now()));
    }
}
