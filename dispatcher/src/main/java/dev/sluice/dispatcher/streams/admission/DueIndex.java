package dev.sluice.dispatcher.streams.admission;

import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The one timer: keys of the store by the time at which to look at them.
 *
 * <p>The earliest entries are kept in memory too, up to a bound; the rest is on disk only. So a
 * look costs no scan, and a scan, which comes only when those in memory are used up, never walks
 * over the same deleted entries again: nearly every entry is deleted long before its time, and to
 * RocksDB a deleted one costs as much as a live one. Owned by the stream thread.
 */
final class DueIndex {

    private static final byte[] NOTHING = {};

    /** About 2 MB. */
    private static final int KEPT_MAX = 16_384;

    private final KeyValueStore<byte[], byte[]> store;
    private final int keptMax;
    private final TreeSet<byte[]> kept = new TreeSet<>(Arrays::compareUnsigned);

    /** Every entry before this key is in memory, none from it on. */
    private byte[] keptBefore = StoreKeys.DUE_FIRST;

    DueIndex(KeyValueStore<byte[], byte[]> store) {
        this(store, KEPT_MAX);
    }

    /**
     * @param keptMax entries in memory, at least 2
     */
    DueIndex(KeyValueStore<byte[], byte[]> store, int keptMax) {
        this.store = store;
        this.keptMax = keptMax;
    }

    /** What is due, and since when. */
    static final class Entry {
        private final Instant at;
        private final byte[] subject;

        private Entry(Instant at, byte[] subject) {
            this.at = at;
            this.subject = subject;
        }

        byte kind() {
            return subject[0];
        }

        byte[] subject() {
            return subject;
        }
    }

    void put(Instant at, byte[] subject) {
        byte[] key = StoreKeys.due(at, subject);
        store.put(key, NOTHING);
        if (isKept(key) && kept.add(key) && kept.size() > keptMax) {
            keptBefore = kept.removeLast();
        }
    }

    void remove(Instant at, byte[] subject) {
        byte[] key = StoreKeys.due(at, subject);
        store.delete(key);
        kept.remove(key);
    }

    void remove(Entry entry) {
        remove(entry.at, entry.subject);
    }

    /** The first entry that is due by now; its taker removes it. */
    Optional<Entry> firstDue(Instant now) {
        byte[] end = StoreKeys.dueFrom(now.toEpochMilli() + 1);
        if (kept.isEmpty() && Arrays.compareUnsigned(keptBefore, end) < 0) {
            keepMore();
        }
        return kept.isEmpty() || Arrays.compareUnsigned(kept.getFirst(), end) >= 0
                ? Optional.empty()
                : Optional.of(
                        new Entry(
                                Instant.ofEpochMilli(StoreKeys.dueMillis(kept.getFirst())),
                                StoreKeys.subject(kept.getFirst())));
    }

    /** Half of what there is room for, so that new entries do not push it out at once. */
    private void keepMore() {
        try (KeyValueIterator<byte[], byte[]> found = store.range(keptBefore, StoreKeys.DUE_END)) {
            while (found.hasNext()) {
                byte[] key = found.next().key;
                if (kept.size() >= keptMax / 2) {
                    keptBefore = key;
                    return;
                }
                kept.add(key);
            }
        }
        keptBefore = StoreKeys.DUE_END;
    }

    private boolean isKept(byte[] key) {
        return Arrays.compareUnsigned(key, keptBefore) < 0;
    }
}
