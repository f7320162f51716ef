package dev.sluice.ledger.audit;

import dev.sluice.schemas.record.AuditRecord;

/** A link, and where the chain goes on after it. */
public record AuditLink(AuditRecord record, ChainHead head) {}
