package dev.sluice.ledger.posting;

import dev.sluice.ledger.state.AttemptCharge;
import dev.sluice.schemas.record.LedgerConflict;
import dev.sluice.schemas.record.LedgerEntry;
import java.util.List;
import java.util.Optional;

/**
 * What to do about an end.
 *
 * @param entries lines to add, in this order; at most a reversal and a new line
 * @param conflict what a person should look at
 * @param after the attempt's charge from now on; empty where it stays as it is
 */
public record Posting(
        Verdict verdict,
        List<LedgerEntry> entries,
        Optional<LedgerConflict> conflict,
        Optional<AttemptCharge> after) {

    /** What the ledger made of an end. The names stand in the audit log. */
    public enum Verdict {
        /** First end, charged. */
        CHARGED,
        /** First end, surely free. */
        FREE,
        /** Real end after one that told nothing: the bound was taken back. */
        CORRECTED,
        /** The same end again: nothing. */
        REPEATED,
        /** Another end of an attempt that has its end: nothing but a record of it. */
        CONFLICTING,
        /** Older than the horizon of deduplication: nothing but a record of it. */
        LATE
    }

    public Posting {
        entries = List.copyOf(entries);
    }
}
