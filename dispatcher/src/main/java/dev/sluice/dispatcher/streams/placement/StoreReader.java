package dev.sluice.dispatcher.streams.placement;

import dev.sluice.dispatcher.placement.PlacementReader;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * Reads a Kafka Streams store, whose keys are in unsigned byte order, as placement's. Any thread
 * that may read the store.
 */
record StoreReader(ReadOnlyKeyValueStore<Bytes, byte[]> store) implements PlacementReader {

    @Override
    public Optional<byte[]> get(byte[] key) {
        return Optional.ofNullable(store.get(Bytes.wrap(key)));
    }

    @Override
    public Optional<Entry> first(byte[] from, byte[] to) {
        try (var found = store.range(Bytes.wrap(from), Bytes.wrap(to))) {
            return next(found, Bytes.wrap(to));
        }
    }

    @Override
    public long count(byte[] from, byte[] to, long max) {
        Bytes end = Bytes.wrap(to);
        long count = 0;
        try (var found = store.range(Bytes.wrap(from), end)) {
            while (count < max && next(found, end).isPresent()) {
                count++;
            }
        }
        return count;
    }

    /** A range of Kafka Streams includes its end; ours does not. */
    private static Optional<Entry> next(KeyValueIterator<Bytes, byte[]> found, Bytes end) {
        while (found.hasNext()) {
            KeyValue<Bytes, byte[]> entry = found.next();
            if (!entry.key.equals(end)) {
                return Optional.of(new Entry(entry.key.get(), entry.value));
            }
        }
        return Optional.empty();
    }
}
