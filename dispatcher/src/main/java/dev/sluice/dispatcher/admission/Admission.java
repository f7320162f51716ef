package dev.sluice.dispatcher.admission;

import dev.sluice.config.ActiveConfig;
import dev.sluice.config.rule.Rules;
import dev.sluice.dispatcher.admission.Opening.Candidate;
import dev.sluice.dispatcher.admission.Step.Change;
import dev.sluice.dispatcher.admission.Step.Output;
import dev.sluice.dispatcher.admission.ingress.Fallbacks;
import dev.sluice.dispatcher.admission.quota.Hold;
import dev.sluice.dispatcher.admission.quota.Need;
import dev.sluice.dispatcher.admission.request.Cancel;
import dev.sluice.dispatcher.admission.request.IdempotencyRecord;
import dev.sluice.dispatcher.admission.request.IncomingRequest;
import dev.sluice.dispatcher.admission.request.KeyQueue;
import dev.sluice.dispatcher.admission.request.Phase;
import dev.sluice.dispatcher.admission.request.RequestFacts;
import dev.sluice.dispatcher.admission.request.RequestState;
import dev.sluice.dispatcher.admission.request.RequestState.UnknownAttempt;
import dev.sluice.dispatcher.admission.request.Route;
import dev.sluice.dispatcher.admission.request.TurnedAway;
import dev.sluice.schemas.record.Attempt;
import dev.sluice.schemas.record.AttemptEnd;
import dev.sluice.schemas.record.EndKind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Everything that admission decides, one event at a time: what may be sent, tried again, answered.
 * Each method reads the view, changes nothing, and returns what is to be changed and said. Its
 * owner applies a step before it asks for the next one.
 */
public final class Admission {

    private final Decisions decisions;
    private final Results results;
    private final Conclusion conclusion;
    private final Opening opening;
    private final Detours detours;
    private final RuleDesk rules;
    private final Parking parking;
    private final Ends ends;
    private final Corrections corrections;
    private final Cancelling cancelling;
    private final Timer timer;

    public Admission(ActiveConfig config) {
        this.decisions = new Decisions(config.version());
        this.results = new Results(config.version());
        this.conclusion = new Conclusion(decisions);
        this.opening = new Opening(config, decisions, results, conclusion);
        Fallbacks fallbacks = new Fallbacks(config);
        this.detours = new Detours(fallbacks, opening);
        this.rules = new RuleDesk(new Rules(config.config().rules()), fallbacks, opening::limitsOf);
        Parking parking = new Parking(opening, results, conclusion);
        Takeback takeback = new Takeback(parking);
        Charging charging = new Charging(config.prices());
        this.parking = parking;
        this.ends = new Ends(config, charging, opening, detours, decisions, results, conclusion);
        this.corrections = new Corrections(charging, takeback, decisions, results, conclusion);
        this.cancelling = new Cancelling(takeback, decisions, results, conclusion);
        this.timer = new Timer(opening, parking, results, conclusion);
    }

    /** A request that may be admitted came in. */
    public Step onRequest(IncomingRequest request, AdmissionView view, Instant now) {
        StepDraft draft = new StepDraft(view, now);
        RequestFacts facts = request.facts();
        Optional<Cancel> cancelled =
                view.keptCancel(facts.tenant().getCustomer(), facts.requestId());
        Optional<IdempotencyRecord.Scope> scope =
                facts.claim().map(claim -> IdempotencyRecord.Scope.of(facts.tenant(), claim));
        Optional<IdempotencyRecord> first = scope.flatMap(view::idempotency);
        if (cancelled.isPresent()) {
            cancelling.onArrival(draft, facts, cancelled.get());
        } else if (first.isPresent()) {
            repeat(draft, facts, scope.get(), first.get());
        } else if (Pins.isOneTooMany(facts, view)) {
            refuse(
                    draft,
                    facts,
                    "too_many_pins",
                    "too many workflows of this team keep to a model");
        } else {
            openFirst(draft, request);
        }
        return draft.done();
    }

    private void openFirst(StepDraft draft, IncomingRequest request) {
        switch (rules.judge(draft, request)) {
            case RuleDesk.Fate.Onward(Attempt body, Route route) ->
                    openFirst(draft, request.facts(), body, route);
            case RuleDesk.Fate.Out out -> ruleOut(draft, request.facts(), out);
        }
    }

    /** It has no claim and no hold yet. */
    private void ruleOut(StepDraft draft, RequestFacts facts, RuleDesk.Fate.Out out) {
        draft.say(new Output.ToAgent(results.ruledOut(facts, out, draft.now())));
        draft.say(
                new Output.ToLedger(
                        decisions.ruledOut(facts, out.type(), out.rule(), draft.now())));
    }

    /** A rule's model comes before the one that a workflow keeps to. */
    private void openFirst(StepDraft draft, RequestFacts facts, Attempt ruled, Route route) {
        Optional<Attempt> pinned =
                Pins.elsewhere(facts, draft.view())
                        .filter(_ -> route.detours().isEmpty())
                        .flatMap(model -> detours.pinned(facts, route, ruled, model));
        Attempt body = pinned.orElse(ruled);
        Need need = Detours.need(body, 1);
        RequestState fresh =
                RequestState.fresh(facts, new Phase.DelayedAnew(draft.now(), need))
                        .with(
                                pinned.map(it -> route.to(it.getModel(), Route.PINNED))
                                        .orElse(route));
        Opening.Fate fate = opening.open(draft, new Candidate(Optional.empty(), fresh, need), body);
        switch (fate) {
            case OPENED, PARKED -> facts.claim().ifPresent(claim -> claim(draft, facts, claim));
            case ENDED -> {}
        }
    }

    private static void claim(StepDraft draft, RequestFacts facts, RequestFacts.Claim claim) {
        draft.change(
                new Change.Claim(
                        IdempotencyRecord.Scope.of(facts.tenant(), claim),
                        IdempotencyRecord.claimed(facts.requestId(), claim)));
    }

    private void repeat(
            StepDraft draft,
            RequestFacts facts,
            IdempotencyRecord.Scope scope,
            IdempotencyRecord first) {
        boolean same =
                facts.claim().map(claim -> claim.bodyHash().equals(first.bodyHash())).orElse(false);
        if (!same) {
            refuse(draft, facts, "idempotency_conflict", "another request has this key");
            return;
        }
        if (first.answeredUntil().isEmpty()) {
            refuse(draft, facts, "idempotency_in_progress", "the first one has no answer yet");
            return;
        }
        draft.view()
                .recordedAnswer(scope)
                .ifPresentOrElse(
                        recorded -> {
                            draft.say(
                                    new Output.ToAgent(
                                            results.repeated(facts, recorded, draft.now())));
                            draft.say(
                                    new Output.ToLedger(
                                            decisions.repeated(
                                                    facts, first.requestId(), draft.now())));
                        },
                        () -> refuse(draft, facts, "idempotency_conflict", "its answer is gone"));
    }

    private void refuse(StepDraft draft, RequestFacts facts, String type, String message) {
        conclusion.give(
                draft,
                facts,
                results.refused(
                        facts, RequestState.Tally.NONE, Results.error(type, message), draft.now()));
    }

    /** A request that gets its result at once. */
    public Step onTurnedAway(TurnedAway away, Instant now) {
        return new Step(
                List.of(),
                List.of(
                        new Output.ToAgent(results.turnedAway(away, now)),
                        new Output.ToLedger(decisions.turnedAway(away, now))),
                List.of());
    }

    /** An end came; only the first real one of an attempt counts. */
    public Step onEnd(AttemptEnd end, AdmissionView view, Instant now) {
        Optional<RequestState> stored = view.request(end.getRequestId());
        if (stored.isEmpty()) {
            return Step.NOTHING;
        }
        RequestState state = stored.get();
        StepDraft draft = new StepDraft(view, now);
        int attempt = end.getAttempt();
        switch (state.phase()) {
            case Phase.InFlight(int open, Hold hold, _) when open == attempt ->
                    ends.ofOpen(draft, state, hold, end);
            case Phase.Withdrawing(int open, Hold hold) when open == attempt ->
                    ends.ofOpen(draft, state, hold, end);
            case Phase.Draining(int open, Hold hold) when open == attempt ->
                    ends.ofDraining(draft, state, hold, end);
            case Phase.InFlight _, Phase.Withdrawing _, Phase.Draining _ ->
                    correct(draft, state, end);
            case Phase.Parked _, Phase.Delayed _, Phase.DelayedAnew _, Phase.Remembered _ ->
                    correct(draft, state, end);
        }
        return draft.done();
    }

    private void correct(StepDraft draft, RequestState state, AttemptEnd end) {
        if (end.getKind() == EndKind.UNKNOWN) {
            return;
        }
        for (UnknownAttempt unknown : state.unknowns()) {
            if (unknown.attempt() == end.getAttempt()) {
                corrections.correct(draft, state, unknown, end);
                return;
            }
        }
    }

    /** Somebody asks that a request be ended. */
    public Step onCancel(Cancel cancel, AdmissionView view, Instant now) {
        StepDraft draft = new StepDraft(view, now);
        cancelling.cancel(draft, cancel);
        return draft.done();
    }

    /** A request's time has come, see {@link RequestState#dueAt()}. */
    public Step onDue(String requestId, AdmissionView view, Instant now) {
        Optional<RequestState> stored = view.request(requestId);
        if (stored.flatMap(RequestState::dueAt).filter(due -> !due.isAfter(now)).isEmpty()) {
            return Step.NOTHING;
        }
        StepDraft draft = new StepDraft(view, now);
        timer.ring(draft, stored.get());
        return draft.done();
    }

    /** What the first request of a queue waits for may have come. */
    public Step onWake(String virtualKey, AdmissionView view, Instant now) {
        Optional<KeyQueue> queue = view.queue(virtualKey);
        if (queue.isEmpty()) {
            return Step.NOTHING;
        }
        StepDraft draft = new StepDraft(view, now);
        parking.wake(draft, queue.get());
        return draft.done();
    }
}
