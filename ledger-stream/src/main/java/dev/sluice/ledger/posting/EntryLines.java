package dev.sluice.ledger.posting;

import dev.sluice.ledger.pricing.Charge;
import dev.sluice.schemas.record.AttemptEnd;
import dev.sluice.schemas.record.EntryKind;
import dev.sluice.schemas.record.LedgerEntry;
import java.time.Instant;
import java.util.Optional;

/** Makes lines of the ledger. Lines of an attempt count from 1. */
final class EntryLines {

    private EntryLines() {}

    /** The line for a charge; empty where nothing is due. */
    static Optional<LedgerEntry> of(AttemptEnd end, Charge charge, int line, Instant now) {
        return switch (charge) {
            case Charge.None _ -> Optional.empty();
            case Charge.Actual(long picos) ->
                    Optional.of(entry(end, EntryKind.ACTUAL, picos, line, now));
            case Charge.Bound(long picos, _) ->
                    Optional.of(entry(end, EntryKind.UNKNOWN, picos, line, now));
        };
    }

    /** The same line, saying which one it stands instead of. */
    static LedgerEntry correcting(LedgerEntry entry, LedgerEntry corrected) {
        return LedgerEntry.newBuilder(entry).setCorrects(corrected.getEntryId()).build();
    }

    /**
     * Takes back {@code entry}: in the period in which it was charged, so that the period's total
     * becomes what it should have been.
     */
    static LedgerEntry reversal(LedgerEntry entry, int line, Instant now) {
        return LedgerEntry.newBuilder(entry)
                .setEntryId(entryId(entry.getRequestId(), entry.getAttempt(), line))
                .setLine(line)
                .setKind(EntryKind.REVERSAL)
                .setCorrects(entry.getEntryId())
                .setAmountPicos(Math.negateExact(entry.getAmountPicos()))
                .setOvershootPicos(0)
                .setRecordedAt(now)
                .build();
    }

    private static LedgerEntry entry(
            AttemptEnd end, EntryKind kind, long picos, int line, Instant now) {
        long reserved = end.getReservation().getPicos();
        return LedgerEntry.newBuilder()
                .setEntryId(entryId(end.getRequestId(), end.getAttempt(), line))
                .setRequestId(end.getRequestId())
                .setAttempt(end.getAttempt())
                .setLine(line)
                .setKind(kind)
                .setTenant(end.getTenant())
                .setProvider(end.getProvider())
                .setModel(end.getModel())
                .setServedModel(end.getServedModel().orElse(null))
                .setLane(end.getLane().orElse(null))
                .setProviderKey(end.getProviderKey().orElse(null))
                .setProviderRequestId(end.getProviderRequestId().orElse(null))
                .setOutcome(end.getKind().name())
                .setUsage(end.getUsage().orElse(null))
                .setPriceId(end.getReservation().getPriceId())
                .setAmountPicos(picos)
                .setReservedPicos(reserved)
                .setOvershootPicos(Math.max(0, picos - reserved))
                .setWorkflow(end.getWorkflow().orElse(null))
                .setStep(end.getStep().orElse(null))
                .setEventAt(end.getEndedAt())
                .setRecordedAt(now)
                .setConfigVersion(end.getConfigVersion())
                .build();
    }

    private static String entryId(String requestId, int attempt, int line) {
        return requestId + "/" + attempt + "/" + line;
    }
}
