package dev.sluice.dispatcher.streams.admission;

import dev.sluice.dispatcher.admission.AdmissionView.KeptAnswer;
import dev.sluice.dispatcher.admission.request.AnswerKey;
import dev.sluice.dispatcher.admission.request.AnswerKey.Bond;
import dev.sluice.dispatcher.codec.StateCodec;
import dev.sluice.dispatcher.state.StoredAge;
import dev.sluice.dispatcher.state.StoredTotal;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Stored answers of each kind by their age, and how many bytes they have together. Answers that an
 * earlier release stored are not in it: they go when their time is over. Owned by the stream
 * thread.
 */
final class AgeIndex {

    private final StateCodec<StoredAge> ages = StateCodec.of(StoredAge.class);
    private final StateCodec<StoredTotal> totals = StateCodec.of(StoredTotal.class);
    private final KeyValueStore<byte[], byte[]> store;
    private final Map<Bond, Long> bytes = new EnumMap<>(Bond.class);

    /** No entry stands before this key: to RocksDB a deleted entry costs as much as a live one. */
    private final Map<Bond, byte[]> from = new EnumMap<>(Bond.class);

    AgeIndex(KeyValueStore<byte[], byte[]> store) {
        this.store = store;
        for (Bond bond : Bond.values()) {
            byte[] total = store.get(StoreKeys.total(bond));
            bytes.put(bond, total == null ? 0L : totals.read(total).getBytes());
            from.put(bond, StoreKeys.ageFrom(bond));
        }
    }

    long bytes(Bond bond) {
        return bytes.getOrDefault(bond, 0L);
    }

    void put(AnswerKey key, Instant at, int size) {
        byte[] age = StoreKeys.age(key, at);
        store.put(age, ages.write(new StoredAge(size)));
        from.merge(
                key.bond(),
                age,
                (first, added) -> Arrays.compareUnsigned(first, added) <= 0 ? first : added);
        add(key.bond(), size);
    }

    void remove(AnswerKey key, Instant at) {
        byte[] age = StoreKeys.age(key, at);
        byte[] stored = store.get(age);
        if (stored != null) {
            store.delete(age);
            add(key.bond(), -ages.read(stored).getBytes());
        }
    }

    private void add(Bond bond, long size) {
        long total = bytes(bond) + size;
        bytes.put(bond, total);
        if (total == 0) {
            store.delete(StoreKeys.total(bond));
        } else {
            store.put(StoreKeys.total(bond), totals.write(new StoredTotal(total)));
        }
    }

    Optional<KeptAnswer> oldest(Bond bond) {
        byte[] begin = from.getOrDefault(bond, StoreKeys.ageFrom(bond));
        try (KeyValueIterator<byte[], byte[]> all = store.range(begin, StoreKeys.ageEnd(bond))) {
            if (!all.hasNext()) {
                return Optional.empty();
            }
            KeyValue<byte[], byte[]> first = all.next();
            from.put(bond, first.key);
            return Optional.of(
                    new KeptAnswer(
                            StoreKeys.answerKey(StoreKeys.agedClaim(first.key)),
                            Instant.ofEpochMilli(StoreKeys.ageMillis(first.key))));
        }
    }
}
