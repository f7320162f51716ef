package dev.sluice.dispatcher.streams.admission;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * How many entries of one kind each owner has in the store, so that they stay bounded. Counted when
 * the task begins: there are no more of a kind than its bound allows. Owned by the stream thread.
 */
final class OwnedCounts {

    private final byte kind;
    private final int ids;
    private final Map<String, Integer> counts = new HashMap<>();

    /**
     * @param ids how many ids of a key say whose it is
     */
    OwnedCounts(KeyValueStore<byte[], byte[]> store, byte kind, int ids) {
        this.kind = kind;
        this.ids = ids;
        try (KeyValueIterator<byte[], byte[]> all =
                store.range(new byte[] {kind}, new byte[] {(byte) (kind + 1)})) {
            while (all.hasNext()) {
                byte[] key = all.next().key;
                if (key[0] == kind) {
                    added(key);
                }
            }
        }
    }

    int of(byte[] key) {
        return counts.getOrDefault(owner(key), 0);
    }

    void added(byte[] key) {
        counts.merge(owner(key), 1, Integer::sum);
    }

    void removed(byte[] key) {
        counts.computeIfPresent(owner(key), (_, count) -> count > 1 ? count - 1 : null);
    }

    private String owner(byte[] key) {
        if (key[0] != kind) {
            throw new IllegalArgumentException("a key of another kind");
        }
        return StoreKeys.owner(key, ids);
    }
}
