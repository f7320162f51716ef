package dev.sluice.ledger.verify;

/**
 * The first thing that is wrong with a chain.
 *
 * @param position of the record, from 0, in the order in which the chain was read; for a fault of
 *     the ledger's entries, of the entry among those of its partition
 * @param detail for a person; no secret
 */
public record AuditFault(String chain, long position, FaultKind kind, String detail) {

    @Override
    public String toString() {
        return kind + " at record " + position + " of " + chain + ": " + detail;
    }
}
