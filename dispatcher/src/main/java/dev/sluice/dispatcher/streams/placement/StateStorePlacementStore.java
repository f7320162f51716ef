package dev.sluice.dispatcher.streams.placement;

import dev.sluice.dispatcher.placement.PlacementStore;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/** A task's own store. Owned by the stream thread. */
final class StateStorePlacementStore implements PlacementStore {

    private final KeyValueStore<Bytes, byte[]> store;
    private final StoreReader reader;

    StateStorePlacementStore(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
        this.reader = new StoreReader(store);
    }

    @Override
    public Optional<byte[]> get(byte[] key) {
        return reader.get(key);
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
    public Optional<Entry> first(byte[] from, byte[] to) {
        return reader.first(from, to);
    }

    @Override
    public long count(byte[] from, byte[] to, long max) {
        return reader.count(from, to, max);
    }
}
