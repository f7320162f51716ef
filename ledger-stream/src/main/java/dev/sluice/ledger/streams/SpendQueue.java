package dev.sluice.ledger.streams;

import dev.sluice.ledger.spend.SpendFold;
import dev.sluice.ledger.spend.SpendKey;
import dev.sluice.schemas.record.LedgerEntry;
import dev.sluice.schemas.record.SpendTotal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Entries that wait to be added to the totals. An entry changes ten totals; added one by one, a
 * busy customer's would be written thousands of times a second. So entries are put aside, in the
 * store too, and added together: each changed total is written and told once. What a crash leaves
 * in the store is taken up again by the next owner, so no entry is lost and none is added twice.
 * Owned by the stream thread.
 */
final class SpendQueue {

    /** So many at once, at most: what waits is in memory, and adding it up must stay short. */
    static final int WAITING_MAX = 1_000;

    private final LedgerStore store;
    private final int partition;
    private final List<PendingEntry> waiting;

    SpendQueue(LedgerStore store, int partition) {
        this.store = store;
        this.partition = partition;
        this.waiting = new ArrayList<>(store.pending());
    }

    void add(LedgerEntry entry) {
        PendingEntry pending = new PendingEntry(StoreKeys.pending(entry.getEntryId()), entry);
        store.addPending(pending.key(), entry);
        waiting.add(pending);
    }

    boolean full() {
        return waiting.size() >= WAITING_MAX;
    }

    /** Adds everything that waits, and tells each changed total once. */
    void flush(BiConsumer<SpendKey, SpendTotal> changed) {
        Map<SpendKey, SpendTotal> totals = new LinkedHashMap<>();
        for (PendingEntry pending : waiting) {
            for (SpendKey key : SpendKey.of(pending.entry(), partition)) {
                SpendTotal before = totals.computeIfAbsent(key, store::spend);
                totals.put(key, SpendFold.add(before, pending.entry()));
            }
            store.removePending(pending.key());
        }
        waiting.clear();
        totals.forEach(store::putSpend);
        totals.forEach(changed);
    }
}
