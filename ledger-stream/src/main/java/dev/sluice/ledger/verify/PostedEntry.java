package dev.sluice.ledger.verify;

import dev.sluice.ledger.audit.AuditedEvent;
import dev.sluice.ledger.audit.PostedLine;
import dev.sluice.schemas.record.LedgerEntry;
import java.util.List;

/** A line of the ledger, as far as the audit log names it. */
record PostedEntry(String requestId, int attempt, PostedLine line) {

    static PostedEntry of(LedgerEntry entry) {
        return new PostedEntry(
                entry.getRequestId(),
                entry.getAttempt(),
                new PostedLine(entry.getLine(), entry.getKind().name(), entry.getAmountPicos()));
    }

    /** The lines that an audited event added, in their order. */
    static List<PostedEntry> of(AuditedEvent event) {
        return event.posted().stream()
                .map(line -> new PostedEntry(event.requestId(), event.attempt(), line))
                .toList();
    }
}
