package dev.sluice.dispatcher.admission;

import dev.sluice.dispatcher.admission.Opening.Candidate;
import dev.sluice.dispatcher.admission.Step.Change;
import dev.sluice.dispatcher.admission.Step.Output;
import dev.sluice.dispatcher.admission.quota.Hold;
import dev.sluice.dispatcher.admission.quota.Settlement;
import dev.sluice.dispatcher.admission.request.Phase;
import dev.sluice.dispatcher.admission.request.RequestState;
import dev.sluice.schemas.record.AdmittedEvent;
import dev.sluice.schemas.record.Attempt;
import dev.sluice.schemas.record.Withdrawal;
import dev.sluice.schemas.record.WithdrawalReason;
import java.util.Optional;

/** What a request's time does: the deadline, the moment of a retry, the end of remembering. */
final class Timer {

    private final Opening opening;
    private final Parking parking;
    private final Results results;
    private final Conclusion conclusion;

    Timer(Opening opening, Parking parking, Results results, Conclusion conclusion) {
        this.opening = opening;
        this.parking = parking;
        this.results = results;
        this.conclusion = conclusion;
    }

    /** At {@link RequestState#dueAt()} or later. */
    void ring(StepDraft draft, RequestState state) {
        switch (state.phase()) {
            case Phase.Parked parked -> {
                parking.withdraw(draft, state, parked);
                parking.expire(draft, state, parked);
            }
            case Phase.Joined(var bond, _) -> {
                Joining.leave(draft, state, bond);
                giveExpired(draft, state);
                Conclusion.close(draft, state, state);
            }
            case Phase.InFlight(int attempt, Hold hold, String pool) -> {
                draft.say(new Output.ToPlacement(pool, withdrawal(state, attempt)));
                draft.replace(state, state.in(new Phase.Withdrawing(attempt, hold)));
            }
            case Phase.Withdrawing(int attempt, Hold hold) -> {
                conclusion.give(
                        draft,
                        state.facts(),
                        results.expired(state.facts(), state.tally(), draft.now()),
                        Conclusion.Call.PERHAPS);
                draft.replace(state, state.in(new Phase.Draining(attempt, hold)));
            }
            case Phase.Delayed(_, Hold carried) -> endDelay(draft, state, carried);
            case Phase.DelayedAnew anew -> endDelayAnew(draft, state, anew);
            case Phase.Draining _ -> {}
            case Phase.Remembered _ -> draft.change(new Change.RemoveRequest(state));
        }
    }

    private void endDelay(StepDraft draft, RequestState state, Hold carried) {
        Optional<Attempt> body = takeBody(draft, state);
        if (body.isPresent() && !state.facts().hasExpired(draft.now())) {
            opening.send(draft, Optional.of(state), state, carried, body.get());
        } else {
            draft.put(Settlement.release(carried, draft::use, draft.now()));
            giveExpired(draft, state);
            Conclusion.close(draft, state, state);
        }
    }

    private void endDelayAnew(StepDraft draft, RequestState state, Phase.DelayedAnew anew) {
        Optional<Attempt> body = takeBody(draft, state);
        if (body.isPresent() && !state.facts().hasExpired(draft.now())) {
            opening.open(draft, new Candidate(Optional.of(state), state, anew.need()), body.get());
        } else {
            giveExpired(draft, state);
            Conclusion.close(draft, state, state);
        }
    }

    /** Taken out first: where it is parked next, it is put in again. */
    private static Optional<Attempt> takeBody(StepDraft draft, RequestState state) {
        String requestId = state.facts().requestId();
        Optional<Attempt> body = draft.view().body(requestId);
        draft.change(new Change.RemoveBody(requestId));
        return body;
    }

    private void giveExpired(StepDraft draft, RequestState state) {
        conclusion.give(
                draft, state.facts(), results.expired(state.facts(), state.tally(), draft.now()));
    }

    private static AdmittedEvent withdrawal(RequestState state, int attempt) {
        return new AdmittedEvent(
                new Withdrawal(state.facts().requestId(), attempt, WithdrawalReason.DEADLINE));
    }
}
