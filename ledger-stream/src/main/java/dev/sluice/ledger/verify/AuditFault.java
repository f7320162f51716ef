package dev.sluice.ledger.verify;

/**
 * The first thing that is wrong with a chain.
 *
 * @param position of the record, from 0, in the order in which the chain was read; for a fault of
 *     the ledger's entries, of the entry among those of its partition
 * @param detail for a person; no secret
 */
public record AuditFault(String chain, long position, Kind kind, String detail) {

    /** How a chain, or its agreement with the ledger, is wrong. */
    public enum Kind {
        /** The chain does not begin with its first record: its head was deleted. */
        TRUNCATED_HEAD,
        /** Records are missing in the middle. */
        GAP,
        /** A record that should stand here comes later. */
        REORDERED,
        /** A record whose number was there already. */
        REPEATED,
        /** A record of another chain: another partition, topic or cluster. */
        WRONG_CHAIN,
        /** Written with another root key than the one given. */
        WRONG_KEY,
        /** An epoch that cannot follow the one before. */
        WRONG_EPOCH,
        /** What the record says is not what its leaf was made of. */
        ALTERED,
        /** The record does not follow the one before it. */
        BROKEN_LINK,
        /** Everything fits together, but it was not made with the key. */
        FORGED,
        /** The bytes in the topic are no audit record. */
        UNREADABLE,
        /** An audited charge has no line in the ledger. */
        ENTRY_MISSING,
        /** A line of the ledger was never audited. */
        ENTRY_NOT_AUDITED,
        /** Lines of the ledger are others than those that were audited. */
        ENTRIES_DIFFER
    }

    @Override
    public String toString() {
        return kind + " at record " + position + " of " + chain + ": " + detail;
    }
}
