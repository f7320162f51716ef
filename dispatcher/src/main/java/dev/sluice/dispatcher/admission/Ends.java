package dev.sluice.dispatcher.admission;

import dev.sluice.config.ActiveConfig;
import dev.sluice.config.Price;
import dev.sluice.config.RequestPolicy;
import dev.sluice.dispatcher.admission.Opening.Candidate;
import dev.sluice.dispatcher.admission.Step.Change;
import dev.sluice.dispatcher.admission.Step.Output;
import dev.sluice.dispatcher.admission.quota.Hold;
import dev.sluice.dispatcher.admission.quota.Need;
import dev.sluice.dispatcher.admission.request.Phase;
import dev.sluice.dispatcher.admission.request.RequestState;
import dev.sluice.dispatcher.admission.request.RequestState.UnknownAttempt;
import dev.sluice.schemas.record.Attempt;
import dev.sluice.schemas.record.AttemptEnd;
import dev.sluice.schemas.record.EndKind;
import dev.sluice.schemas.record.InferenceResult;
import dev.sluice.schemas.record.NotCalledReason;
import dev.sluice.schemas.record.OnUnreachable;
import dev.sluice.schemas.record.Reservation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the first end of an attempt does: charges it, then answers, fails or tries again. */
final class Ends {

    /** As long as the lanes' journal is kept: nobody can write a real end later. */
    static final Duration UNKNOWN_KEPT = Duration.ofDays(3);

    private final ActiveConfig config;
    private final RequestPolicy policy;
    private final Charging charging;
    private final Opening opening;
    private final Detours detours;
    private final ModelLanes lanes;
    private final Decisions decisions;
    private final Results results;
    private final Conclusion conclusion;

    Ends(
            ActiveConfig config,
            Charging charging,
            Opening opening,
            Detours detours,
            Decisions decisions,
            Results results,
            Conclusion conclusion) {
        this.config = config;
        this.policy = config.config().requests();
        this.charging = charging;
        this.opening = opening;
        this.detours = detours;
        this.lanes = new ModelLanes(config.lanes());
        this.decisions = decisions;
        this.results = results;
        this.conclusion = conclusion;
    }

    /** The end of an attempt whose request waits for it. */
    void ofOpen(StepDraft draft, RequestState stored, Hold hold, AttemptEnd end) {
        RequestState state = lanes.noting(stored, end);
        take(
                NextStep.after(end, state, lanes.others(state), policy, draft.now()),
                draft,
                new Ended(stored, state, hold, end));
    }

    /**
     * An attempt that is over.
     *
     * @param stored the request as the store has it
     * @param state with what this end says of its lane
     */
    private record Ended(RequestState stored, RequestState state, Hold hold, AttemptEnd end) {}

    private void take(NextStep next, StepDraft draft, Ended ended) {
        Instant now = draft.now();
        AttemptEnd end = ended.end();
        switch (next) {
            case NextStep.Answer() -> {
                RequestState last = charged(draft, ended);
                Rates rates = opening.rates(draft, last.facts().tenant().getVirtualKey());
                conclude(draft, ended, last, results.answered(last, end, rates, now));
            }
            case NextStep.Fail why -> {
                RequestState last = charged(draft, ended);
                conclude(draft, ended, last, results.failed(last, end, why, now));
            }
            case NextStep.Expire() -> {
                RequestState last = charged(draft, ended);
                conclude(draft, ended, last, results.expired(last.facts(), last.tally(), now));
            }
            case NextStep.HandOver over -> handOver(draft, ended, over);
            case NextStep.AdmitAnew(Duration delay) -> admitAnew(draft, ended, delay);
            case NextStep.FallBack fallBack -> fallBack(draft, ended, fallBack);
        }
    }

    /** The end of an attempt whose request has its result already: only the hold ends. */
    void ofDraining(StepDraft draft, RequestState state, Hold hold, AttemptEnd end) {
        RequestState last = charged(draft, new Ended(state, state, hold, end));
        draft.say(
                new Output.ToLedger(
                        decisions.settled(
                                state.facts(),
                                end.getAttempt(),
                                end.getReservation(),
                                "ended_after_the_result",
                                draft.now())));
        Keeping.drained(draft, last, end, results);
        Conclusion.close(draft, state, last);
    }

    /** With the attempt paid for, and remembered where its end is not known. */
    private RequestState charged(StepDraft draft, Ended ended) {
        RequestState state = ended.state();
        AttemptEnd end = ended.end();
        long picos = charging.charge(draft, ended.hold(), end);
        RequestState paid = state.with(state.tally().charged(picos));
        if (end.getKind() != EndKind.UNKNOWN) {
            return paid;
        }
        List<UnknownAttempt> unknowns = new ArrayList<>(state.unknowns());
        unknowns.add(new UnknownAttempt(end.getAttempt(), ended.hold()));
        return paid.with(unknowns);
    }

    private void conclude(StepDraft draft, Ended ended, RequestState last, InferenceResult result) {
        conclusion.give(draft, last.facts(), result);
        Conclusion.close(draft, ended.stored(), last);
    }

    /** To the next model of the route that the limits let in; else what follows without one. */
    private void fallBack(StepDraft draft, Ended ended, NextStep.FallBack fallBack) {
        StepDraft probe = new StepDraft(draft.view(), draft.now());
        RequestState asIf = charged(probe, ended);
        Attempt work = ended.end().getWork().orElseThrow();
        int requests = requestsAnew(ended);
        Optional<Attempt> elsewhere = detours.next(probe, asIf, work, requests);
        if (elsewhere.isEmpty()) {
            stay(draft, ended, fallBack.otherwise());
            return;
        }
        Attempt attempt = elsewhere.get();
        RequestState paid = charged(draft, ended);
        RequestState next =
                paid.with(paid.tally().forAnotherModel())
                        .with(paid.route().fallingBack(attempt.getModel(), fallBack.reason()));
        opening.open(
                draft,
                new Candidate(Optional.of(ended.stored()), next, Detours.need(attempt, requests)),
                attempt);
    }

    /** An end that cost nothing gives the request's count back, so the next one takes it again. */
    private static int requestsAnew(Ended ended) {
        return switch (ended.end().getBilling()) {
            case NONE -> ended.hold().need().requests();
            case ACTUAL, BOUND -> 0;
        };
    }

    /** One that did not ask to be told, and for which no other model is left, waits after all. */
    private void stay(StepDraft draft, Ended ended, NextStep otherwise) {
        boolean unreachable =
                ended.end().getNotCalled().filter(NotCalledReason.UNREACHABLE::equals).isPresent();
        boolean waits = ended.state().facts().wishes().onUnreachable() == OnUnreachable.WAIT;
        if (unreachable && waits) {
            Attempt patient =
                    following(ended, ended.state(), draft).setRefuseUnreachable(false).build();
            opening.send(draft, Optional.of(ended.stored()), ended.state(), ended.hold(), patient);
        } else {
            take(otherwise, draft, ended);
        }
    }

    private void handOver(StepDraft draft, Ended ended, NextStep.HandOver over) {
        RequestState state = ended.state();
        RequestState next =
                switch (over.count()) {
                    case FAILURE -> state.with(state.tally().failed());
                    case ROTATION -> state;
                };
        Attempt.Builder following = following(ended, next, draft);
        switch (over.lane()) {
            case EXCLUDED -> exclude(following, ended.end().getLane());
            case ALLOWED -> {}
        }
        Attempt body = following.setRetry(over.count() == NextStep.Count.FAILURE).build();
        if (over.delay().isZero()) {
            opening.send(draft, Optional.of(ended.stored()), next, ended.hold(), body);
        } else {
            Instant until = notPast(draft.now().plus(over.delay()), state);
            draft.change(new Change.PutBody(body));
            draft.replace(ended.stored(), next.in(new Phase.Delayed(until, ended.hold())));
        }
    }

    private void admitAnew(StepDraft draft, Ended ended, Duration delay) {
        RequestState charged = charged(draft, ended);
        RequestState next = charged.with(charged.tally().failed());
        Attempt.Builder following = following(ended, next, draft).setRetry(true);
        exclude(following, ended.end().getLane());
        Attempt body = priced(following).build();
        Need need = Detours.need(body, 0);
        if (delay.isZero()) {
            opening.open(draft, new Candidate(Optional.of(ended.stored()), next, need), body);
        } else {
            Instant until = notPast(draft.now().plus(delay), ended.state());
            draft.change(new Change.PutBody(body));
            draft.replace(ended.stored(), next.in(new Phase.DelayedAnew(until, need)));
        }
    }

    /** The next attempt as it is sent where that is now, so that its body is copied only here. */
    private Attempt.Builder following(Ended ended, RequestState next, StepDraft draft) {
        return Attempt.newBuilder(ended.end().getWork().orElseThrow())
                .setAttempt(next.tally().attempts() + 1)
                .setAdmittedAt(draft.now())
                .setConfigVersion(config.version());
    }

    private static Instant notPast(Instant until, RequestState state) {
        Instant deadline = state.facts().deadline();
        return until.isBefore(deadline) ? until : deadline;
    }

    private static void exclude(Attempt.Builder work, Optional<String> lane) {
        if (lane.isPresent() && !work.getExcludedLanes().contains(lane.get())) {
            List<String> excluded = new ArrayList<>(work.getExcludedLanes());
            excluded.add(lane.get());
            work.setExcludedLanes(excluded);
        }
    }

    /** At the price in force: this is a new admission. */
    private Attempt.Builder priced(Attempt.Builder work) {
        Optional<Price> price = config.prices().ofModel(work.getModel());
        if (price.isEmpty() || price.get().id().equals(work.getReservation().getPriceId())) {
            return work;
        }
        long picos = price.get().cost(work.getInputTokens(), work.getMaxOutputTokens());
        return work.setReservation(new Reservation(picos, price.get().id()));
    }
}
