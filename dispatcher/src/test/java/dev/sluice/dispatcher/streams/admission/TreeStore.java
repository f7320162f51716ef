package dev.sluice.dispatcher.streams.admission;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** A store in memory in the order of RocksDB, which outlives its tasks. */
final class TreeStore implements KeyValueStore<byte[], byte[]> {

    private final TreeMap<byte[], byte[]> entries = new TreeMap<>(Arrays::compareUnsigned);

    @Override
    public void put(byte[] key, byte @Nullable [] value) {
        if (value == null) {
            entries.remove(key);
        } else {
            entries.put(key, value);
        }
    }

    @Override
    public byte @Nullable [] putIfAbsent(byte[] key, byte[] value) {
        return entries.putIfAbsent(key, value);
    }

    @Override
    public void putAll(List<KeyValue<byte[], byte[]>> all) {
        all.forEach(each -> put(each.key, each.value));
    }

    @Override
    public byte @Nullable [] delete(byte[] key) {
        return entries.remove(key);
    }

    @Override
    public byte @Nullable [] get(byte[] key) {
        return entries.get(key);
    }

    @Override
    public KeyValueIterator<byte[], byte[]> range(byte[] from, byte[] to) {
        return new Found(new TreeMap<>(entries.subMap(from, true, to, true)));
    }

    @Override
    public KeyValueIterator<byte[], byte[]> all() {
        return new Found(new TreeMap<>(entries));
    }

    @Override
    public long approximateNumEntries() {
        return entries.size();
    }

    private static final class Found implements KeyValueIterator<byte[], byte[]> {
        private final SortedMap<byte[], byte[]> rest;
        private final Iterator<Map.Entry<byte[], byte[]>> iterator;

        private Found(SortedMap<byte[], byte[]> rest) {
            this.rest = rest;
            this.iterator = rest.entrySet().iterator();
        }

        @Override
        public void close() {}

        @Override
        public byte[] peekNextKey() {
            return rest.firstKey();
        }

        @Override
        public boolean hasNext() {
            return iterator.hasNext();
        }

        @Override
        public KeyValue<byte[], byte[]> next() {
            Map.Entry<byte[], byte[]> next = iterator.next();
            return new KeyValue<>(next.getKey(), next.getValue());
        }
    }

    @Override
    public String name() {
        return AdmissionTopology.STORE;
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {}

    @Override
    public void close() {}

    @Override
    public boolean persistent() {
        return true;
    }

    @Override
    public boolean isOpen() {
        return true;
    }
}
