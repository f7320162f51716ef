package dev.sluice.dispatcher.admission.request;

import dev.sluice.dispatcher.admission.quota.Need;
import dev.sluice.schemas.record.Attempt;

/**
 * A request that may be admitted.
 *
 * @param draft its first attempt as it would be sent, with the body rewritten once; only the time
 *     of admission is still open
 */
public record IncomingRequest(RequestFacts facts, Attempt draft) {

    /** What a first attempt needs. */
    public Need need() {
        return new Need(
                1,
                (long) draft.getInputTokens() + draft.getMaxOutputTokens(),
                draft.getReservation().getPicos());
    }
}
