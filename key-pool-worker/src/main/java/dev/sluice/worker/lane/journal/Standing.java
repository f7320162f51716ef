package dev.sluice.worker.lane.journal;

import dev.sluice.schemas.record.Declined;
import dev.sluice.schemas.record.Started;
import java.time.Instant;
import java.util.Optional;

/** How far an attempt got, as the journal tells. */
public sealed interface Standing {

    /** Nobody touched it: it may be called. */
    record Untouched() implements Standing {}

    /**
     * It was called, or may have been.
     *
     * @param at append time
     * @param leftAloneUntil its owner said farewell and finishes it until then
     */
    record Begun(Started started, Instant at, Optional<Instant> leftAloneUntil)
            implements Standing {}

    /** It is never called; whether its end was published is not known. */
    record Refused(Declined declined, Optional<Instant> leftAloneUntil) implements Standing {}

    /** Its end stands in the outcomes. */
    record Over() implements Standing {}
}
