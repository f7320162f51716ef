package dev.sluice.dispatcher.admission;

import dev.sluice.dispatcher.admission.Step.Change;
import dev.sluice.dispatcher.admission.Step.Output;
import dev.sluice.dispatcher.admission.quota.Hold;
import dev.sluice.dispatcher.admission.quota.Settlement;
import dev.sluice.dispatcher.admission.request.Phase;
import dev.sluice.dispatcher.admission.request.RequestState;
import dev.sluice.schemas.record.AdmittedEvent;
import dev.sluice.schemas.record.Withdrawal;
import dev.sluice.schemas.record.WithdrawalReason;

/**
 * Takes back what is under way of a request that gets its result by other means. A call that runs
 * is not interrupted: its hold ends with it.
 */
final class Takeback {

    private final Parking parking;

    Takeback(Parking parking) {
        this.parking = parking;
    }

    /**
     * @param before as stored, without a result
     * @param last the same with what is known by now
     */
    void of(StepDraft draft, RequestState before, RequestState last) {
        switch (before.phase()) {
            case Phase.InFlight(int attempt, Hold hold, String pool) -> {
                draft.say(new Output.ToPlacement(pool, withdrawal(before, attempt)));
                draft.replace(before, last.in(new Phase.Draining(attempt, hold)));
            }
            case Phase.Withdrawing(int attempt, Hold hold) ->
                    draft.replace(before, last.in(new Phase.Draining(attempt, hold)));
            case Phase.Parked parked -> {
                parking.withdraw(draft, before, parked);
                Conclusion.close(draft, before, last);
            }
            case Phase.Joined(var bond, _) -> {
                Joining.leave(draft, before, bond);
                Conclusion.close(draft, before, last);
            }
            case Phase.Delayed(_, Hold carried) -> {
                draft.put(Settlement.release(carried, draft::use, draft.now()));
                forget(draft, before, last);
            }
            case Phase.DelayedAnew _ -> forget(draft, before, last);
            case Phase.Draining _, Phase.Remembered _ ->
                    throw new IllegalStateException("a request has one result");
        }
    }

    private static void forget(StepDraft draft, RequestState before, RequestState last) {
        draft.change(new Change.RemoveBody(before.facts().requestId()));
        Conclusion.close(draft, before, last);
    }

    private static AdmittedEvent withdrawal(RequestState state, int attempt) {
        return new AdmittedEvent(
                new Withdrawal(state.facts().requestId(), attempt, WithdrawalReason.CANCELLED));
    }
}
