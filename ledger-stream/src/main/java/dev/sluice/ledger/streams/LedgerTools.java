package dev.sluice.ledger.streams;

import dev.sluice.ledger.audit.AuditRootKey;
import dev.sluice.ledger.audit.ChainOrigin;
import dev.sluice.ledger.posting.DedupeHorizon;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * What all tasks of one process share; any thread.
 *
 * @param nanoClock monotonic, for the length of a punctuation
 */
record LedgerTools(
        LedgerInput.Wires inputs,
        LedgerOutputs.Wires outputs,
        CurrentPricing pricing,
        DedupeHorizon horizon,
        ChainOrigin origin,
        AuditRootKey rootKey,
        InstantSource clock,
        LongSupplier nanoClock) {}
