package dev.sluice.ledger.streams;

import dev.sluice.schemas.record.LedgerEntry;

/** An entry that is not in the totals yet, and its key in the store. */
final class PendingEntry {

    private final byte[] key;
    private final LedgerEntry entry;

    PendingEntry(byte[] key, LedgerEntry entry) {
        this.key = key;
        this.entry = entry;
    }

    byte[] key() {
        return key;
    }

    LedgerEntry entry() {
        return entry;
    }
}
