package dev.sluice.ledger.verify;

import dev.sluice.ledger.audit.AuditChain;

/** How far a verification of one chain has come. */
sealed interface ChainState {

    /** All records so far are right. */
    record Whole(AuditChain.Head head) implements ChainState {}

    /** A record is not here. Whether it is missing or only comes later, the rest will show. */
    record Missing(AuditFault ifNotFound, long seq) implements ChainState {}

    /** What comes after a fault proves nothing. */
    record Broken(AuditFault fault) implements ChainState {}
}
