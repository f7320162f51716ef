package dev.sluice.ledger.spend;

import dev.sluice.ledger.spend.Scope.Writers;
import dev.sluice.schemas.record.LedgerEntry;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Key of one total: {@code scope|id|window}, and {@code |partition} where each ledger partition
 * writes its own share.
 *
 * @param window {@link #TOTAL}, or a UTC day such as 2026-11-20
 * @param share the ledger partition; empty where the total has one writer
 */
public record SpendKey(Scope scope, String id, String window, Optional<Integer> share) {

    /** The window that never ends. */
    public static final String TOTAL = "total";

    /** The totals that an entry of this ledger partition changes. Its day is that of the event. */
    public static List<SpendKey> of(LedgerEntry entry, int partition) {
        String day = entry.getEventAt().atOffset(ZoneOffset.UTC).toLocalDate().toString();
        List<SpendKey> keys = new ArrayList<>();
        for (Scope scope : Scope.values()) {
            Optional<Integer> share =
                    scope.writers() == Writers.ONE ? Optional.empty() : Optional.of(partition);
            keys.add(new SpendKey(scope, scope.idOf(entry), TOTAL, share));
            keys.add(new SpendKey(scope, scope.idOf(entry), day, share));
        }
        return keys;
    }

    @Override
    public String toString() {
        return scope.text() + "|" + id + "|" + window + share.map(own -> "|" + own).orElse("");
    }
}
