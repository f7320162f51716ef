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
    private final Decisions decisions;
    private final Results results;
    private final Conclusion conclusion;

    Ends(
            ActiveConfig config,
            Charging charging,
            Opening opening,
            Decisions decisions,
            Results results,
            Conclusion conclusion) {
        this.config = config;
        this.policy = config.config().requests();
        this.charging = charging;
        this.opening = opening;
        this.decisions = decisions;
        this.results = results;
        this.conclusion = conclusion;
    }

    /** The end of an attempt whose request waits for it. */
    void ofOpen(StepDraft draft, RequestState state, Hold hold, AttemptEnd end) {
        Instant now = draft.now();
        switch (NextStep.after(end, state.facts(), state.tally(), policy, now)) {
            case NextStep.Answer() -> {
                RequestState last = charged(draft, state, hold, end);
                conclude(
                        draft,
                        state,
                        last,
                        results.answered(state.facts(), last.tally(), end, now));
            }
            case NextStep.Fail why -> {
                RequestState last = charged(draft, state, hold, end);
                conclude(
                        draft,
                        state,
                        last,
                        results.failed(state.facts(), last.tally(), end, why, now));
            }
            case NextStep.Expire() -> {
                RequestState last = charged(draft, state, hold, end);
                conclude(draft, state, last, results.expired(state.facts(), last.tally(), now));
            }
            case NextStep.HandOver over -> handOver(draft, state, hold, end, over);
            case NextStep.AdmitAnew(Duration delay) -> admitAnew(draft, state, hold, end, delay);
        }
    }

    /** The end of an attempt whose request has its result already: only the hold ends. */
    void ofDraining(StepDraft draft, RequestState state, Hold hold, AttemptEnd end) {
        RequestState last = charged(draft, state, hold, end);
        draft.say(
                new Output.ToLedger(
                        decisions.settled(
                                state.facts(),
                                end.getAttempt(),
                                end.getReservation(),
                                "ended_after_the_result",
                                draft.now())));
        Conclusion.close(draft, state, last);
    }

    /** With the attempt paid for, and remembered where its end is not known. */
    private RequestState charged(StepDraft draft, RequestState state, Hold hold, AttemptEnd end) {
        long picos = charging.charge(draft, hold, end);
        RequestState paid = state.with(state.tally().charged(picos));
        if (end.getKind() != EndKind.UNKNOWN) {
            return paid;
        }
        List<UnknownAttempt> unknowns = new ArrayList<>(state.unknowns());
        unknowns.add(new UnknownAttempt(end.getAttempt(), hold));
        return paid.with(unknowns);
    }

    private void conclude(
            StepDraft draft, RequestState before, RequestState last, InferenceResult result) {
        conclusion.give(draft, before.facts(), result);
        Conclusion.close(draft, before, last);
    }

    private void handOver(
            StepDraft draft,
            RequestState state,
            Hold hold,
            AttemptEnd end,
            NextStep.HandOver over) {
        RequestState next =
                switch (over.count()) {
                    case FAILURE -> state.with(state.tally().failed());
                    case ROTATION -> state;
                };
        Attempt work = end.getWork().orElseThrow();
        Attempt body =
                switch (over.lane()) {
                    case EXCLUDED -> without(work, end.getLane());
                    case ALLOWED -> work;
                };
        if (over.delay().isZero()) {
            opening.send(draft, Optional.of(state), next, hold, body);
        } else {
            Instant until = notPast(draft.now().plus(over.delay()), state);
            draft.change(new Change.PutBody(body));
            draft.replace(state, next.in(new Phase.Delayed(until, hold)));
        }
    }

    private void admitAnew(
            StepDraft draft, RequestState state, Hold hold, AttemptEnd end, Duration delay) {
        RequestState charged = charged(draft, state, hold, end);
        RequestState next = charged.with(charged.tally().failed());
        Attempt body = priced(without(end.getWork().orElseThrow(), end.getLane()));
        Need need =
                new Need(
                        0,
                        (long) body.getInputTokens() + body.getMaxOutputTokens(),
                        body.getReservation().getPicos());
        if (delay.isZero()) {
            opening.open(draft, new Candidate(Optional.of(state), next, need), body);
        } else {
            Instant until = notPast(draft.now().plus(delay), state);
            draft.change(new Change.PutBody(body));
            draft.replace(state, next.in(new Phase.DelayedAnew(until, need)));
        }
    }

    private static Instant notPast(Instant until, RequestState state) {
        Instant deadline = state.facts().deadline();
        return until.isBefore(deadline) ? until : deadline;
    }

    private static Attempt without(Attempt work, Optional<String> lane) {
        if (lane.isEmpty() || work.getExcludedLanes().contains(lane.get())) {
            return work;
        }
        List<String> excluded = new ArrayList<>(work.getExcludedLanes());
        excluded.add(lane.get());
        return Attempt.newBuilder(work).setExcludedLanes(excluded).build();
    }

    /** At the price in force: this is a new admission. */
    private Attempt priced(Attempt work) {
        Optional<Price> price = config.prices().ofModel(work.getModel());
        if (price.isEmpty() || price.get().id().equals(work.getReservation().getPriceId())) {
            return work;
        }
        long picos = price.get().cost(work.getInputTokens(), work.getMaxOutputTokens());
        return Attempt.newBuilder(work)
                .setReservation(new Reservation(picos, price.get().id()))
                .build();
    }
}
