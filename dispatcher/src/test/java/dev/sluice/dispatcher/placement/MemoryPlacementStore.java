package dev.sluice.dispatcher.placement;

import java.util.Arrays;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** A store in memory that counts what is asked of it. */
final class MemoryPlacementStore implements PlacementStore {

    private final NavigableMap<byte[], byte[]> entries = new TreeMap<>(Arrays::compareUnsigned);
    private int operations;

    /** Since it was last asked. */
    int takeOperations() {
        int taken = operations;
        operations = 0;
        return taken;
    }

    /** Keys that begin with {@code prefix}. */
    long count(char prefix) {
        return entries.keySet().stream().filter(key -> key[0] == prefix).count();
    }

    @Override
    public Optional<byte[]> get(byte[] key) {
        operations++;
        return Optional.ofNullable(entries.get(key));
    }

    @Override
    public void put(byte[] key, byte[] value) {
        operations++;
        entries.put(key, value);
    }

    @Override
    public void delete(byte[] key) {
        operations++;
        entries.remove(key);
    }

    @Override
    public Optional<Entry> first(byte[] from, byte[] to) {
        operations++;
        return entries.subMap(from, to).entrySet().stream()
                .findFirst()
                .map(found -> new Entry(found.getKey(), found.getValue()));
    }

    @Override
    public long count(byte[] from, byte[] to, long max) {
        operations++;
        return entries.subMap(from, to).keySet().stream().limit(max).count();
    }
}
