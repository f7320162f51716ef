package dev.sluice.dispatcher.placement;

import java.util.Optional;

/** Reads bytes by key, keys in unsigned byte order. */
public interface PlacementReader {

    Optional<byte[]> get(byte[] key);

    /** The first entry at or after {@code from} and before {@code to}. */
    Optional<Entry> first(byte[] from, byte[] to);

    /**
     * How many keys there are at or after {@code from} and before {@code to}.
     *
     * @param max stops there
     */
    long count(byte[] from, byte[] to, long max);

    /** A key and its value. Neither is to be changed. */
    // An array is not compared by content, and an entry is never compared.
    @SuppressWarnings("ArrayRecordComponent")
    record Entry(byte[] key, byte[] value) {}
}
