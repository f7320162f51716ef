package dev.sluice.dispatcher.streams.placement;

import dev.sluice.dispatcher.placement.PlacementStore;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** A Kafka Streams store, whose keys are in unsigned byte order, as placement's. */
final class StateStorePlacementStore implements PlacementStore {

    private final KeyValueStore<Bytes, byte[]> store;

    StateStorePlacementStore(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    @Override
    public Optional<byte[]> get(byte[] key) {
        return Optional.ofNullable(store.get(Bytes.wrap(key)));
    }

    @Override
    public void put(byte[] key, byte[] value) {
        store.put(Bytes.wrap(key), value);
    }

    @Override
    public void delete(byte[] key) {
        // Not delete(): it reads the old value to return it, which for a body is megabytes.
        store.put(Bytes.wrap(key), null);
    }

    @Override
    public Optional<byte[]> firstKey(byte[] from, byte[] to) {
        try (var found = store.range(Bytes.wrap(from), Bytes.wrap(to))) {
            return keyOtherThan(Bytes.wrap(to), found);
        }
    }

    @Override
    public Optional<byte[]> lastKey(byte[] from, byte[] to) {
        try (var found = store.reverseRange(Bytes.wrap(from), Bytes.wrap(to))) {
            return keyOtherThan(Bytes.wrap(to), found);
        }
    }

    /** A range of Kafka Streams includes its end; ours does not. */
    private static Optional<byte[]> keyOtherThan(Bytes end, KeyValueIterator<Bytes, byte[]> found) {
        while (found.hasNext()) {
            Bytes key = found.next().key;
            if (!key.equals(end)) {
                return Optional.of(key.get());
            }
        }
        return Optional.empty();
    }
}
