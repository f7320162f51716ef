package dev.sluice.dispatcher.admission;

import dev.sluice.config.ActiveConfig;
import dev.sluice.dispatcher.admission.Step.Change;
import dev.sluice.dispatcher.admission.Step.Output;
import dev.sluice.dispatcher.admission.quota.Hold;
import dev.sluice.dispatcher.admission.quota.LimitPath;
import dev.sluice.dispatcher.admission.quota.Need;
import dev.sluice.dispatcher.admission.quota.Quota;
import dev.sluice.dispatcher.admission.quota.QuotaLimit;
import dev.sluice.dispatcher.admission.quota.Refusal;
import dev.sluice.dispatcher.admission.request.KeyQueue;
import dev.sluice.dispatcher.admission.request.Phase;
import dev.sluice.dispatcher.admission.request.RequestState;
import dev.sluice.schemas.record.AdmittedEvent;
import dev.sluice.schemas.record.Attempt;
import dev.sluice.schemas.record.InferenceResult;
import dev.sluice.schemas.record.OnLimit;
import java.util.List;
import java.util.Optional;

/** Opens attempts against the limits, or lets them wait in their virtual key's queue. */
final class Opening {

    private final TenantLimits limits;
    private final Rights rights;
    private final Decisions decisions;
    private final Results results;
    private final Conclusion conclusion;
    private final long configVersion;

    Opening(ActiveConfig config, Decisions decisions, Results results, Conclusion conclusion) {
        this.limits = new TenantLimits(config.config());
        this.rights = new Rights(config.config());
        this.decisions = decisions;
        this.results = results;
        this.conclusion = conclusion;
        this.configVersion = config.version();
    }

    /** The limits that a virtual key's requests count at. */
    List<QuotaLimit> limitsOf(String virtualKey) {
        return limits.of(virtualKey);
    }

    /** How a request fared. */
    enum Fate {
        OPENED,
        PARKED,
        ENDED
    }

    /**
     * A request that wants its next attempt.
     *
     * @param before as stored; empty for one that just came
     * @param state with a phase of no account
     */
    record Candidate(Optional<RequestState> before, RequestState state, Need need) {
        String virtualKey() {
            return state.facts().tenant().getVirtualKey();
        }
    }

    /** Opens the next attempt, or parks it behind those that wait, or ends the request. */
    Fate open(StepDraft draft, Candidate candidate, Attempt body) {
        Optional<Rights.Loss> lost = rights.lost(candidate.state(), body.getModel());
        if (lost.isPresent()) {
            return turnOut(draft, candidate, lost.get());
        }
        Quota.Verdict verdict = verdict(draft, candidate);
        if (verdict instanceof Quota.Verdict.Refuse(Refusal refusal)) {
            return refuse(draft, candidate, refusal);
        }
        Optional<KeyQueue> queue = draft.view().queue(candidate.virtualKey());
        Optional<Quota.Verdict.Park> behind =
                queue.map(KeyQueue::waitsFor)
                        .map(wait -> new Quota.Verdict.Park(wait.path(), wait.until()))
                        .or(() -> waitedFor(draft, candidate));
        if (behind.isPresent()) {
            return park(draft, candidate, body, behind.get());
        }
        return switch (verdict) {
            case Quota.Verdict.Admit(Hold hold, var uses) -> {
                draft.put(uses);
                send(draft, candidate.before(), candidate.state(), hold, body);
                yield Fate.OPENED;
            }
            case Quota.Verdict.Park park -> park(draft, candidate, body, park);
            case Quota.Verdict.Refuse(Refusal refusal) -> refuse(draft, candidate, refusal);
        };
    }

    /** What the limits say now. */
    Quota.Verdict verdict(StepDraft draft, Candidate candidate) {
        String key = candidate.virtualKey();
        return Quota.decide(
                limits.of(key), candidate.need(), limits.onBudget(key), draft::use, draft.now());
    }

    /** Another key waits at a limit that this one shares: passing it would starve it. */
    private Optional<Quota.Verdict.Park> waitedFor(StepDraft draft, Candidate candidate) {
        return limits.of(candidate.virtualKey()).stream()
                .map(QuotaLimit::path)
                .filter(draft.view()::isWaitedFor)
                .findFirst()
                .map(path -> new Quota.Verdict.Park(path, Optional.empty()));
    }

    /** The same for the first of a queue, which waits for {@code own} itself. */
    Quota.Verdict verdictOfFirst(StepDraft draft, Candidate candidate, LimitPath own) {
        Quota.Verdict verdict = verdict(draft, candidate);
        if (!(verdict instanceof Quota.Verdict.Admit)) {
            return verdict;
        }
        return limits.of(candidate.virtualKey()).stream()
                .map(QuotaLimit::path)
                .filter(path -> !path.equals(own) && draft.view().isWaitedFor(path))
                .findFirst()
                .<Quota.Verdict>map(path -> new Quota.Verdict.Park(path, Optional.empty()))
                .orElse(verdict);
    }

    /** Sends an attempt whose hold is made or taken over. */
    void send(
            StepDraft draft,
            Optional<RequestState> before,
            RequestState state,
            Hold hold,
            Attempt body) {
        RequestState.Tally tally = state.tally().opened();
        Attempt attempt = stamped(body, tally.attempts(), draft);
        RequestState open =
                state.with(tally).in(new Phase.InFlight(tally.attempts(), hold, attempt.getPool()));
        draft.change(new Change.PutRequest(before, open));
        draft.say(new Output.ToPlacement(attempt.getPool(), new AdmittedEvent(attempt)));
        draft.say(
                new Output.ToLedger(
                        decisions.admitted(
                                state.facts(),
                                attempt,
                                state.onDetour()
                                        ? state.route().reasonFor(state.model())
                                        : Optional.empty(),
                                hold.paths(),
                                draft.now())));
    }

    /** A copy costs as much as the body is long: not made where the draft is right already. */
    private Attempt stamped(Attempt body, int number, StepDraft draft) {
        boolean fits =
                body.getAttempt() == number
                        && body.getAdmittedAt().equals(draft.now())
                        && body.getConfigVersion() == configVersion;
        return fits
                ? body
                : Attempt.newBuilder(body)
                        .setAttempt(number)
                        .setAdmittedAt(draft.now())
                        .setConfigVersion(configVersion)
                        .build();
    }

    private Fate park(StepDraft draft, Candidate candidate, Attempt body, Quota.Verdict.Park park) {
        RequestState state = candidate.state();
        String key = candidate.virtualKey();
        if (state.facts().onLimit() == OnLimit.REJECT) {
            return refuse(
                    draft,
                    candidate,
                    Quota.refusalOf(
                            park, limits.of(key), candidate.need(), draft::use, draft.now()));
        }
        Optional<KeyQueue> queue = draft.view().queue(key);
        int waiting = queue.map(KeyQueue::size).orElse(0);
        if (waiting >= limits.parkedMax(key)) {
            return end(draft, candidate, queueFull(draft, candidate, waiting, park));
        }
        KeyQueue line =
                queue.orElseGet(() ->
                        KeyQueue.of(
                                key,
                                new KeyQueue.Wait(
                                        park.path(), draft.view().nextTicket(), park.until())));
        Step.Entry entry = new Step.Entry(key, line.next(), state.facts().requestId());
        RequestState parked = state.in(new Phase.Parked(line.next(), candidate.need()));
        draft.change(new Change.PutQueue(queue, line.appended()));
        draft.change(new Change.PutEntry(entry));
        draft.change(new Change.PutBody(body));
        draft.change(new Change.PutRequest(candidate.before(), parked));
        draft.say(
                new Output.ToLedger(
                        decisions.parked(state.facts(), park.path().text(), draft.now())));
        return Fate.PARKED;
    }

    /** What the first of a queue has lost while it waited. */
    Optional<Rights.Loss> lost(Candidate candidate) {
        return rights.lost(candidate.state(), candidate.state().model());
    }

    /** It may not be admitted any more; what it used so far is paid for as ever. */
    Fate turnOut(StepDraft draft, Candidate candidate, Rights.Loss loss) {
        RequestState state = candidate.state();
        return end(
                draft,
                candidate,
                results.turnedOut(state.facts(), state.tally(), loss, draft.now()));
    }

    private InferenceResult queueFull(
            StepDraft draft, Candidate candidate, int waiting, Quota.Verdict.Park park) {
        RequestState state = candidate.state();
        String key = candidate.virtualKey();
        return results.overLimit(
                state.facts(),
                state.tally(),
                Refusals.queueFull(
                        state.facts().tenant(),
                        waiting,
                        limits.parkedMax(key),
                        waitedFor(draft, key, candidate.need(), park)),
                rates(draft, key),
                draft.now());
    }

    Fate refuse(StepDraft draft, Candidate candidate, Refusal refusal) {
        RequestState state = candidate.state();
        String key = candidate.virtualKey();
        return end(
                draft,
                candidate,
                results.overLimit(
                        state.facts(),
                        state.tally(),
                        Refusals.error(refusal),
                        rates(draft, key).naming(refusal.path(), limits.of(key), draft),
                        draft.now()));
    }

    /** What is left of the rates of this virtual key. */
    Rates rates(StepDraft draft, String virtualKey) {
        return Rates.of(limits.of(virtualKey), draft);
    }

    /** The limit that the first in a key's queue waits for, as it stands now. */
    Refusal waitedFor(StepDraft draft, String virtualKey, Need need, Quota.Verdict.Park park) {
        return Quota.waitedFor(park, limits.of(virtualKey), need, draft::use, draft.now());
    }

    private Fate end(StepDraft draft, Candidate candidate, InferenceResult result) {
        conclusion.give(draft, candidate.state().facts(), result);
        candidate.before().ifPresent(stored -> Conclusion.close(draft, stored, candidate.state()));
        return Fate.ENDED;
    }
}
