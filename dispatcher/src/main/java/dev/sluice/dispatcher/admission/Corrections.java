package dev.sluice.dispatcher.admission;

import dev.sluice.dispatcher.admission.Step.Output;
import dev.sluice.dispatcher.admission.request.Phase;
import dev.sluice.dispatcher.admission.request.RequestState;
import dev.sluice.dispatcher.admission.request.RequestState.UnknownAttempt;
import dev.sluice.schemas.record.AttemptEnd;
import dev.sluice.schemas.record.EndKind;
import java.util.List;

/** The real end of an attempt whose end had been given as unknown. */
final class Corrections {

    private final Charging charging;
    private final Takeback takeback;
    private final Decisions decisions;
    private final Results results;
    private final Conclusion conclusion;

    Corrections(
            Charging charging,
            Takeback takeback,
            Decisions decisions,
            Results results,
            Conclusion conclusion) {
        this.charging = charging;
        this.takeback = takeback;
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
                    draft, state.facts(), results.answered(known, end, Rates.NONE, draft.now()));
            takeback.of(draft, state, known);
        } else if (state.phase() instanceof Phase.Remembered) {
            Conclusion.close(draft, state, known);
        } else {
            draft.replace(state, known);
        }
    }
}
