package dev.sluice.app.replay;

import dev.sluice.schemas.record.ResultStatus;
import java.time.Instant;

/** How a request ended, as far as the topics tell. One that is under way has no end. */
public sealed interface KnownEnd {

    /**
     * It has its result.
     *
     * @param customer empty where nobody had the virtual key
     * @param error type of its error; empty where it was answered
     * @param costPicos of all its attempts
     */
    record Result(
            ResultStatus status, String customer, String error, long costPicos, Instant finishedAt)
            implements KnownEnd {

        /** It says no more than that another request has the key. */
        boolean isOfAnother() {
            return error.startsWith("idempotency_");
        }
    }

    /** Admission could not read or decide it: there will be no result. */
    record Buried(String reason) implements KnownEnd {}
}
