package dev.sluice.ledger.posting;

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
