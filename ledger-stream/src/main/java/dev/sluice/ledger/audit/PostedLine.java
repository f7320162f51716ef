package dev.sluice.ledger.audit;

/**
 * A line of the ledger as the audit log names it.
 *
 * @param kind name of the entry's kind
 * @param picos negative in a reversal
 */
public record PostedLine(int line, String kind, long picos) {}
