package dev.sluice.dispatcher.streams.admission;

import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The one timer: keys of the store by the time at which to look at them.
 *
 * <p>A scan begins where the last one ended, as everything before is deleted and a scan over
 * deleted entries is as slow as over live ones. Owned by the stream thread.
 */
final class DueIndex {

    private static final byte[] NOTHING = {};

    private final KeyValueStore<byte[], byte[]> store;

    /** No entry is due before this time. */
    private long scannedMillis;

    DueIndex(KeyValueStore<byte[], byte[]> store) {
        this.store = store;
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
        store.put(StoreKeys.due(at, subject), NOTHING);
        scannedMillis = Math.min(scannedMillis, at.toEpochMilli());
    }

    void remove(Instant at, byte[] subject) {
        store.delete(StoreKeys.due(at, subject));
    }

    void remove(Entry entry) {
        remove(entry.at, entry.subject);
    }

    /** The first entry that is due by now; its taker removes it. */
    Optional<Entry> firstDue(Instant now) {
        if (now.toEpochMilli() < scannedMillis) {
            return Optional.empty();
        }
        byte[] from = StoreKeys.dueFrom(scannedMillis);
        byte[] to = StoreKeys.dueFrom(now.toEpochMilli() + 1);
        try (KeyValueIterator<byte[], byte[]> found = store.range(from, to)) {
            if (!found.hasNext()) {
                scannedMillis = Math.max(scannedMillis, now.toEpochMilli());
                return Optional.empty();
            }
            byte[] first = found.next().key;
            scannedMillis = StoreKeys.dueMillis(first);
            return Optional.of(
                    new Entry(Instant.ofEpochMilli(scannedMillis), StoreKeys.subject(first)));
        }
    }
}
