package dev.sluice.ledger.verify;

import dev.sluice.ledger.audit.AuditedEvent;
import dev.sluice.ledger.audit.ChainKeys;
import dev.sluice.schemas.record.AuditRecord;
import dev.sluice.schemas.record.LedgerEntry;
import java.math.BigInteger;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Verifies one partition: its chain, and the lines of the ledger against those that the chain
 * names. Fed in three steps, since the ledger may be writing meanwhile: the audit log up to some
 * end, the entries up to a later end, the audit log up to a still later one. Not thread-safe.
 */
public final class PartitionVerification {

    private final ChainVerifier chain;
    private final EntryMatch entries;

    /**
     * @param keys of the chain that should be here; its id is the verifier's own knowledge, not
     *     what the records claim
     */
    public PartitionVerification(ChainKeys keys) {
        this.chain = new ChainVerifier(keys);
        this.entries = new EntryMatch(keys.chain());
    }

    /** First step: the next record of the audit log. */
    public void audited(AuditRecord record) {
        take(record, entries::audited);
    }

    /** Second step: the next line of the ledger. */
    public void entry(LedgerEntry entry) {
        entries.found(PostedEntry.of(entry));
    }

    /** Third step: the next record of the audit log, after the end of the first step. */
    public void auditedLater(AuditRecord record) {
        take(record, entries::auditedLater);
    }

    /** First or third step: a record of the audit log that cannot be decoded. */
    public void unreadable(String detail) {
        chain.unreadable(detail);
    }

    /** Behind a broken link nothing is audited: what stands there proves no line. */
    private void take(AuditRecord record, Consumer<PostedEntry> line) {
        chain.next(record);
        if (chain.whole()) {
            PostedEntry.of(AuditedEvent.read(record.getCanonical())).forEach(line);
        }
    }

    long records() {
        return chain.records();
    }

    long entries() {
        return entries.entries();
    }

    BigInteger auditedPicos() {
        return entries.auditedPicos();
    }

    Optional<AuditFault> chainFault() {
        return chain.fault();
    }

    /** None where the chain is broken: it cannot speak for the lines behind. */
    Optional<AuditFault> entryFault() {
        return chain.whole() ? entries.fault() : Optional.empty();
    }
}
