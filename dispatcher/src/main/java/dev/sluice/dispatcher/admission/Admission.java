package dev.sluice.dispatcher.admission;

import dev.sluice.config.ActiveConfig;
import dev.sluice.config.rule.Rules;
import dev.sluice.dispatcher.admission.Step.Output;
import dev.sluice.dispatcher.admission.ingress.Fallbacks;
import dev.sluice.dispatcher.admission.quota.Hold;
import dev.sluice.dispatcher.admission.request.AnswerKey;
import dev.sluice.dispatcher.admission.request.AnswerRecord;
import dev.sluice.dispatcher.admission.request.Cancel;
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
    private final Entry entry;
    private final Repeats repeats;
    private final Sharing sharing;
    private final Retention retention;
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
        Opening opening = new Opening(config, decisions, results, conclusion);
        Fallbacks fallbacks = new Fallbacks(config);
        Detours detours = new Detours(fallbacks, opening);
        this.rules = new RuleDesk(new Rules(config.config().rules()), fallbacks, opening::limitsOf);
        Joining joining = new Joining(decisions);
        Copies copies = new Copies(results);
        Cache cache =
                new Cache(
                        new TenantLimits(config.config()),
                        new Rights(config.config()),
                        joining,
                        copies,
                        decisions,
                        conclusion);
        this.entry = new Entry(opening, detours, cache);
        this.repeats = new Repeats(joining, copies, decisions, results, conclusion);
        this.sharing = new Sharing(entry, repeats, cache, results, conclusion);
        this.retention = new Retention(config.config().requests().answers());
        this.parking = new Parking(opening, cache, results, conclusion);
        Takeback takeback = new Takeback(parking);
        Charging charging = new Charging(config.prices());
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
        Optional<AnswerRecord> first = Repeats.before(draft, facts);
        if (cancelled.isPresent()) {
            cancelling.onArrival(draft, facts, cancelled.get());
        } else if (first.filter(AnswerRecord::isAnswered).isPresent()) {
            // What was paid for is given again, whatever rules say by now.
            admit(draft, Entrant.fresh(facts, request.draft(), Route.DIRECT), first);
        } else {
            switch (rules.judge(draft, request)) {
                case RuleDesk.Fate.Onward(RequestFacts ruled, Attempt body, Route route) ->
                        admit(draft, Entrant.fresh(ruled, body, route), first);
                case RuleDesk.Fate.Out out -> ruleOut(draft, facts, out);
            }
        }
        return draft.done();
    }

    private void admit(StepDraft draft, Entrant entrant, Optional<AnswerRecord> first) {
        if (first.isPresent()) {
            repeats.repeat(draft, entrant, first.get());
        } else if (Pins.isOneTooMany(entrant.facts(), draft.view())) {
            refuse(
                    draft,
                    entrant.facts(),
                    "too_many_pins",
                    "too many workflows of this team keep to a model");
        } else {
            Repeats.claim(draft, entrant.facts());
            entry.enter(draft, entrant);
        }
    }

    /** It has no claim and no hold yet. */
    private void ruleOut(StepDraft draft, RequestFacts facts, RuleDesk.Fate.Out out) {
        draft.say(new Output.ToAgent(results.ruledOut(facts, out, draft.now())));
        draft.say(
                new Output.ToLedger(
                        decisions.ruledOut(facts, out.type(), out.rule(), draft.now())));
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
            case Phase.Parked _, Phase.Joined _, Phase.Delayed _, Phase.DelayedAnew _ ->
                    correct(draft, state, end);
            case Phase.Remembered _ -> correct(draft, state, end);
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

    /** Those that wait for the answer of another request, or the record of it, are due. */
    public Step onAnswerDue(AnswerKey key, AdmissionView view, Instant now) {
        Optional<AnswerRecord> record = view.record(key);
        if (record.flatMap(AnswerRecord::dueAt).filter(due -> !due.isAfter(now)).isEmpty()) {
            return Step.NOTHING;
        }
        StepDraft draft = new StepDraft(view, now);
        sharing.ring(draft, key, record.get());
        return draft.done();
    }

    /** Removes one answer of each kind of which too much is stored; nothing else. */
    public Step onAnswersFull(AdmissionView view, Instant now) {
        StepDraft draft = new StepDraft(view, now);
        retention.trim(draft);
        return draft.done();
    }
}
