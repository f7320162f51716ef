package dev.sluice.dispatcher.admission;

import dev.sluice.dispatcher.admission.Step.Change;
import dev.sluice.dispatcher.admission.Step.Output;
import dev.sluice.dispatcher.admission.request.Phase;
import dev.sluice.dispatcher.admission.request.RequestFacts;
import dev.sluice.dispatcher.admission.request.RequestState;
import dev.sluice.schemas.record.Decision;
import dev.sluice.schemas.record.InferenceResult;
import dev.sluice.schemas.record.ResultStatus;
import java.time.Instant;

/** Gives the one terminal result, and with it keeps or frees the request's keys. */
final class Conclusion {

    private final Decisions decisions;

    Conclusion(Decisions decisions) {
        this.decisions = decisions;
    }

    /** As {@link #give(StepDraft, RequestFacts, InferenceResult, Call)} where no call is open. */
    void give(StepDraft draft, RequestFacts facts, InferenceResult result) {
        give(draft, facts, result, Call.NONE);
    }

    void give(StepDraft draft, RequestFacts facts, InferenceResult result, Call open) {
        draft.say(new Output.ToAgent(result));
        draft.say(new Output.ToLedger(decisions.concluded(facts, result, draft.now())));
        Keeping.ended(draft, facts, result, open);
        if (result.getStatus() == ResultStatus.ANSWERED) {
            Pins.afterAnswer(draft, facts, result);
        }
    }

    /** A result that another request brought, which is all that there is to say of this one. */
    void giveCopy(StepDraft draft, RequestFacts facts, InferenceResult copy, Decision why) {
        draft.say(new Output.ToAgent(copy));
        draft.say(new Output.ToLedger(why));
        Keeping.ended(draft, facts, copy, Call.NONE);
    }

    /** Whether a call may be running that the result does not wait for. */
    enum Call {
        NONE,
        PERHAPS
    }

    /** The state after the last of a request's attempts: kept while an unknown end may turn up. */
    static void close(StepDraft draft, RequestState before, RequestState last) {
        if (last.unknowns().isEmpty()) {
            draft.change(new Change.RemoveRequest(before));
        } else {
            Instant until = draft.now().plus(Ends.UNKNOWN_KEPT);
            draft.replace(before, last.in(new Phase.Remembered(until)));
        }
    }
}
