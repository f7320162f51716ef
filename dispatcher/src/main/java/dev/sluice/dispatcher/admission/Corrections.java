package dev.sluice.dispatcher.admission;

import dev.sluice.dispatcher.admission.Step.Change;
import dev.sluice.dispatcher.admission.Step.Output;
import dev.sluice.dispatcher.admission.quota.Hold;
import dev.sluice.dispatcher.admission.quota.Settlement;
import dev.sluice.dispatcher.admission.request.Phase;
import dev.sluice.dispatcher.admission.request.RequestState;
import dev.sluice.dispatcher.admission.request.RequestState.UnknownAttempt;
import dev.sluice.schemas.record.AdmittedEvent;
import dev.sluice.schemas.record.AttemptEnd;
import dev.sluice.schemas.record.EndKind;
import dev.sluice.schemas.record.Withdrawal;
import dev.sluice.schemas.record.WithdrawalReason;
import java.util.List;

/** The real end of an attempt whose end had been given as unknown. */
final class Corrections {

    private final Charging charging;
    private final Parking parking;
    private final Decisions decisions;
    private final Results results;
    private final Conclusion conclusion;

    Corrections(
            Charging charging,
            Parking parking,
            Decisions decisions,
            Results results,
            Conclusion conclusion) {
        this.charging = charging;
        this.parking = parking;
        this.decisions = decisions;
        this.results = results;
        this.conclusion = conclusion;
    }

    void correct(StepDraft draft, RequestState state, UnknownAttempt unknown, AttemptEnd end) {
        long difference = charging.correct(draft, unknown.hold(), end);
        List<UnknownAttempt> rest =
                state.unknowns().stream().filter(other -> !other.equals(unknown)).toList();
        RequestState known = state.with(state.tally().charged(difference)).with(rest);
        draft.say(
                new Output.ToLedger(
                        decisions.settled(
                                state.facts(),
                                end.getAttempt(),
                                end.getReservation(),
                                "corrected",
                                draft.now())));
        if (end.getKind() == EndKind.ANSWERED && !state.hasResult()) {
            conclusion.give(
                    draft,
                    state.facts(),
                    results.answered(state.facts(), known.tally(), end, draft.now()));
            endOther(draft, state, known);
        } else if (state.phase() instanceof Phase.Remembered) {
            Conclusion.close(draft, state, known);
        } else {
            draft.replace(state, known);
        }
    }

    /** Takes back whatever was under way in place of the attempt that has now answered. */
    private void endOther(StepDraft draft, RequestState state, RequestState known) {
        switch (state.phase()) {
            case Phase.InFlight(int attempt, Hold hold, String pool) -> {
                draft.say(new Output.ToPlacement(pool, withdrawal(state, attempt)));
                draft.replace(state, known.in(new Phase.Draining(attempt, hold)));
            }
            case Phase.Withdrawing(int attempt, Hold hold) ->
                    draft.replace(state, known.in(new Phase.Draining(attempt, hold)));
            case Phase.Parked parked -> {
                parking.withdraw(draft, state, parked);
                Conclusion.close(draft, state, known);
            }
            case Phase.Delayed(_, Hold carried) -> {
                draft.put(Settlement.release(carried, draft::use, draft.now()));
                forget(draft, state, known);
            }
            case Phase.DelayedAnew _ -> forget(draft, state, known);
            case Phase.Draining _, Phase.Remembered _ ->
                    throw new IllegalStateException("a request has one result");
        }
    }

    private static void forget(StepDraft draft, RequestState state, RequestState known) {
        draft.change(new Change.RemoveBody(state.facts().requestId()));
        Conclusion.close(draft, state, known);
    }

    private static AdmittedEvent withdrawal(RequestState state, int attempt) {
        return new AdmittedEvent(
                new Withdrawal(state.facts().requestId(), attempt, WithdrawalReason.CANCELLED));
    }
}
