package dev.sluice.dispatcher.placement;

import java.util.Optional;

/**
 * What placement needs of a store: bytes by key, keys in unsigned byte order. Owned by the thread
 * that calls.
 */
public interface PlacementStore {

    Optional<byte[]> get(byte[] key);

    void put(byte[] key, byte[] value);

    void delete(byte[] key);

    /** The first key at or after {@code from} and before {@code to}. */
    Optional<byte[]> firstKey(byte[] from, byte[] to);

    /** The last key at or after {@code from} and before {@code to}. */
    Optional<byte[]> lastKey(byte[] from, byte[] to);
}
