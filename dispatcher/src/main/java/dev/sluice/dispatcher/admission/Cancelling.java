package dev.sluice.dispatcher.admission;

import dev.sluice.dispatcher.admission.Step.Change;
import dev.sluice.dispatcher.admission.Step.Output;
import dev.sluice.dispatcher.admission.request.Cancel;
import dev.sluice.dispatcher.admission.request.Phase;
import dev.sluice.dispatcher.admission.request.RequestFacts;
import dev.sluice.dispatcher.admission.request.RequestState;
import java.util.Optional;

/** Ends requests because somebody asks for it. The same cancel again changes nothing. */
final class Cancelling {

    private final Takeback takeback;
    private final Decisions decisions;
    private final Results results;
    private final Conclusion conclusion;

    Cancelling(Takeback takeback, Decisions decisions, Results results, Conclusion conclusion) {
        this.takeback = takeback;
        this.decisions = decisions;
        this.results = results;
        this.conclusion = conclusion;
    }

    void cancel(StepDraft draft, Cancel cancel) {
        Optional<RequestState> stored = draft.view().request(cancel.requestId());
        if (stored.isEmpty()) {
            note(draft, cancel, keptOrNot(draft, cancel));
        } else if (!isTheirs(stored.get().facts(), cancel)) {
            note(draft, cancel, "of_another_customer");
        } else if (stored.get().hasResult()) {
            note(draft, cancel, "has_its_result");
        } else {
            end(draft, stored.get(), cancel);
        }
    }

    private static boolean isTheirs(RequestFacts facts, Cancel cancel) {
        return facts.tenant().getCustomer().equals(cancel.by().getCustomer());
    }

    private void end(StepDraft draft, RequestState state, Cancel cancel) {
        RequestFacts facts = state.facts();
        conclusion.give(
                draft,
                facts,
                results.cancelled(facts, state.tally(), cancel, draft.now()),
                openCall(state.phase()));
        takeback.of(draft, state, state);
    }

    private static Conclusion.Call openCall(Phase phase) {
        return switch (phase) {
            case Phase.InFlight _, Phase.Withdrawing _, Phase.Draining _ -> Conclusion.Call.PERHAPS;
            case Phase.Parked _, Phase.Delayed _, Phase.DelayedAnew _ -> Conclusion.Call.NONE;
            case Phase.Joined _, Phase.Remembered _ -> Conclusion.Call.NONE;
        };
    }

    /** Cancels are read before requests, so one may well be here first. */
    private static String keptOrNot(StepDraft draft, Cancel cancel) {
        String customer = cancel.by().getCustomer();
        if (!draft.view().mayCome(cancel.requestId())) {
            return "nothing_to_cancel";
        }
        if (draft.view().keptCancel(customer, cancel.requestId()).isPresent()) {
            return "kept_already";
        }
        if (draft.view().keptCancels(customer) >= Cancel.KEPT_MAX) {
            return "too_many_kept";
        }
        draft.change(new Change.KeepCancel(cancel, draft.now().plus(Cancel.KEPT)));
        return "kept_for_its_request";
    }

    private void note(StepDraft draft, Cancel cancel, String reason) {
        draft.say(new Output.ToLedger(decisions.cancelNoted(cancel, reason, draft.now())));
    }

    /** A request comes that somebody has cancelled before. */
    void onArrival(StepDraft draft, RequestFacts facts, Cancel kept) {
        draft.change(new Change.RemoveCancel(kept));
        conclusion.give(
                draft, facts, results.cancelled(facts, RequestState.Tally.NONE, kept, draft.now()));
    }
}
