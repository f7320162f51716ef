package dev.sluice.ledger.streams;

import dev.sluice.ledger.spend.SpendFold;
import dev.sluice.ledger.spend.SpendKey;
import dev.sluice.ledger.state.AttemptCharge;
import dev.sluice.ledger.state.LedgerHead;
import dev.sluice.schemas.record.LedgerEntry;
import dev.sluice.schemas.record.SpendTotal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.avro.message.MessageDecoder;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * What one partition of the ledger remembers. Values are Avro with the fingerprint of their schema
 * in front, so that they can be read after the schema has grown. Owned by the stream thread.
 */
final class LedgerStore {

    /** Encodes a record; the generated method throws what memory never does. */
    private interface Encoding {
        ByteBuffer bytes() throws IOException;
    }

    private static final byte[] PRESENT = {1};

    private final KeyValueStore<Bytes, byte[]> store;

    LedgerStore(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    Optional<LedgerHead> head() {
        return get(StoreKeys.head(), LedgerHead.getDecoder());
    }

    void putHead(LedgerHead head) {
        put(StoreKeys.head(), head::toByteBuffer);
    }

    Optional<AttemptCharge> attempt(byte[] attemptKey) {
        return get(attemptKey, AttemptCharge.getDecoder());
    }

    /** Adds the first charge of an attempt, to be forgotten when its time has come. */
    void addAttempt(byte[] attemptKey, AttemptCharge charge, Instant seenUpTo) {
        putAttempt(attemptKey, charge);
        store.put(Bytes.wrap(StoreKeys.forget(seenUpTo, attemptKey)), PRESENT);
    }

    void putAttempt(byte[] attemptKey, AttemptCharge charge) {
        put(attemptKey, charge::toByteBuffer);
    }

    /**
     * Forgets the charges of {@code [from, to)}, oldest first, as long as there is time.
     *
     * @return up to where all of them are forgotten
     */
    Instant forget(Instant from, Instant to, BooleanSupplier hasTime) {
        Instant done = from;
        try (KeyValueIterator<Bytes, byte[]> old =
                store.range(
                        Bytes.wrap(StoreKeys.forgetFrom(from)),
                        Bytes.wrap(StoreKeys.forgetFrom(to)))) {
            while (old.hasNext()) {
                if (!hasTime.getAsBoolean()) {
                    return done;
                }
                byte[] key = old.next().key.get();
                done = Instant.ofEpochMilli(ByteBuffer.wrap(key).getLong(1));
                store.delete(Bytes.wrap(StoreKeys.attemptIn(key)));
                store.delete(Bytes.wrap(key));
            }
        }
        return to;
    }

    void addPending(byte[] pendingKey, LedgerEntry entry) {
        put(pendingKey, entry::toByteBuffer);
    }

    void removePending(byte[] pendingKey) {
        store.delete(Bytes.wrap(pendingKey));
    }

    /** Entries that are not in the totals yet. */
    List<PendingEntry> pending() {
        List<PendingEntry> pending = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> all =
                store.range(
                        Bytes.wrap(StoreKeys.pendingFrom()), Bytes.wrap(StoreKeys.pendingTo()))) {
            while (all.hasNext()) {
                KeyValue<Bytes, byte[]> next = all.next();
                pending.add(
                        new PendingEntry(
                                next.key.get(), decode(next.value, LedgerEntry.getDecoder())));
            }
        }
        return pending;
    }

    SpendTotal spend(SpendKey key) {
        return get(StoreKeys.spend(key.toString()), SpendTotal.getDecoder())
                .orElseGet(() -> SpendFold.empty(key));
    }

    void putSpend(SpendKey key, SpendTotal total) {
        put(StoreKeys.spend(key.toString()), total::toByteBuffer);
    }

    private <R extends SpecificRecordBase> Optional<R> get(byte[] key, MessageDecoder<R> decoder) {
        byte @Nullable [] value = store.get(Bytes.wrap(key));
        return value == null ? Optional.empty() : Optional.of(decode(value, decoder));
    }

    private static <R extends SpecificRecordBase> R decode(
            byte[] value, MessageDecoder<R> decoder) {
        try {
            return decoder.decode(value);
        } catch (IOException e) {
            throw new UncheckedIOException("a value in the store cannot be read", e);
        }
    }

    private void put(byte[] key, Encoding encoding) {
        try {
            ByteBuffer encoded = encoding.bytes();
            byte[] value = new byte[encoded.remaining()];
            encoded.get(value);
            store.put(Bytes.wrap(key), value);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
    }
}
