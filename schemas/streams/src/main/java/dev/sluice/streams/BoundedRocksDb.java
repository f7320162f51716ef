package dev.sluice.streams;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.WriteBufferManager;

/**
 * Bounds the native memory of all stores of this process together. Without it each store takes a
 * block cache and write buffers of its own, so memory would grow with the partitions that a process
 * happens to own.
 *
 * <p>Kafka Streams makes one of these a store by its class name, so what they share is static; it
 * lives as long as the process and is never closed.
 */
public final class BoundedRocksDb implements RocksDBConfigSetter {

    static final long BLOCK_CACHE_BYTES = 32L << 20;
    static final long WRITE_BUFFERS_BYTES = 32L << 20;
    static final long WRITE_BUFFER_BYTES = 4L << 20;

    private static final int SHARDS_FROM_SIZE = -1;

    /** Keeps iterators over large values from being starved by index and filter blocks. */
    private static final double INDEX_AND_FILTER_SHARE = 0.2;

    static {
        org.rocksdb.RocksDB.loadLibrary();
    }

    private static final Cache BLOCK_CACHE =
            new LRUCache(BLOCK_CACHE_BYTES, SHARDS_FROM_SIZE, false, INDEX_AND_FILTER_SHARE);

    /** Has a small cache of its own for its bookkeeping, so that writes never evict reads. */
    private static final Cache WRITE_BUFFER_CACHE = new LRUCache(WRITE_BUFFERS_BYTES);

    private static final WriteBufferManager WRITE_BUFFERS =
            new WriteBufferManager(WRITE_BUFFERS_BYTES, WRITE_BUFFER_CACHE);

    @Override
    public void setConfig(String storeName, Options options, Map<String, Object> configs) {
        BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
        table.setBlockCache(BLOCK_CACHE);
        table.setCacheIndexAndFilterBlocks(true);
        table.setCacheIndexAndFilterBlocksWithHighPriority(true);
        table.setPinTopLevelIndexAndFilter(true);
        options.setWriteBufferManager(WRITE_BUFFERS);
        options.setWriteBufferSize(WRITE_BUFFER_BYTES);
        options.setMaxWriteBufferNumber(2);
        options.setTableFormatConfig(table);
    }

    @Override
    public void close(String storeName, Options options) {
        // The cache and the write buffers are shared by all stores and outlive each of them.
    }
}
