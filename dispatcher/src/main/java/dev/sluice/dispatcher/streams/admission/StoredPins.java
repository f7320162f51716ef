package dev.sluice.dispatcher.streams.admission;

import dev.sluice.dispatcher.admission.request.PinScope;
import dev.sluice.dispatcher.codec.StateCodec;
import dev.sluice.dispatcher.state.StoredPin;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.streams.state.KeyValueStore;

/** Workflows that keep to a model, in the store. Owned by the stream thread. */
final class StoredPins {

    /** A workflow's name stands behind customer and team. */
    private static final int IDS = 2;

    private final StateCodec<StoredPin> codec = StateCodec.of(StoredPin.class);
    private final KeyValueStore<byte[], byte[]> store;
    private final DueIndex due;
    private final OwnedCounts counts;

    StoredPins(KeyValueStore<byte[], byte[]> store, DueIndex due) {
        this.store = store;
        this.due = due;
        this.counts = new OwnedCounts(store, StoreKeys.PIN, IDS);
    }

    Optional<String> model(PinScope scope) {
        byte[] stored = store.get(StoreKeys.pin(scope));
        return stored == null ? Optional.empty() : Optional.of(codec.read(stored).getModel());
    }

    int count(PinScope scope) {
        return counts.of(StoreKeys.pin(scope));
    }

    /** A workflow that has none. */
    void put(PinScope scope, String model, Instant until) {
        byte[] key = StoreKeys.pin(scope);
        store.put(key, codec.write(new StoredPin(model, until)));
        due.put(until, key);
        counts.added(key);
    }

    /** Its time is over. */
    void remove(byte[] key) {
        store.delete(key);
        counts.removed(key);
    }
}
