package dev.sluice.ledger.kafka;

import dev.sluice.ledger.audit.AuditedEvent;
import dev.sluice.ledger.audit.ChainKeys;
import dev.sluice.ledger.verify.ChainVerifier;
import dev.sluice.ledger.verify.EntryMatch;
import dev.sluice.ledger.verify.PostedEntry;
import dev.sluice.schemas.record.AuditRecord;
import java.util.function.Consumer;

/** The verification of one partition: its chain, and its entries against the chain. One thread. */
final class PartitionCheck {

    private final ChainVerifier chain;
    private final EntryMatch entries;

    PartitionCheck(ChainKeys keys) {
        this.chain = new ChainVerifier(keys);
        this.entries = new EntryMatch(keys.chain());
    }

    ChainVerifier chain() {
        return chain;
    }

    EntryMatch entries() {
        return entries;
    }

    /**
     * Takes an audit record; lines that it names count only while the chain is whole.
     *
     * @param audited where its lines go
     */
    void audited(AuditRecord record, Consumer<PostedEntry> audited) {
        chain.next(record);
        if (chain.whole()) {
            PostedEntry.of(AuditedEvent.read(record.getCanonical())).forEach(audited);
        }
    }
}
