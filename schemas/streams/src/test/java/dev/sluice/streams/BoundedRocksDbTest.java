package dev.sluice.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

class BoundedRocksDbTest {

    @TempDir private Path folder;

    private static Options bounded(BoundedRocksDb setter, String store) {
        Options options =
                new Options()
                        .setCreateIfMissing(true)
                        .setTableFormatConfig(new BlockBasedTableConfig());
        setter.setConfig(store, options, Map.of());
        return options;
    }

    @Test
    void aStoreHasSmallBuffersAndItsIndexInTheSharedCache() {
        RocksDB.loadLibrary();
        try (Options options = bounded(new BoundedRocksDb(), "one")) {
            BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
            assertThat(options.writeBufferSize()).isEqualTo(BoundedRocksDb.WRITE_BUFFER_BYTES);
            assertThat(options.maxWriteBufferNumber()).isEqualTo(2);
            assertThat(table.cacheIndexAndFilterBlocks()).isTrue();
            assertThat(table.cacheIndexAndFilterBlocksWithHighPriority()).isTrue();
        }
    }

    @Test
    void allStoresShareOneBound() {
        RocksDB.loadLibrary();
        try (Options one = bounded(new BoundedRocksDb(), "one");
                Options other = bounded(new BoundedRocksDb(), "other")) {
            assertThat(one.writeBufferManager()).isSameAs(other.writeBufferManager());
        }
    }

    /** One store closes with its task; what it shared must serve the others on. */
    @Test
    void aStoreThatClosesTakesNothingFromTheOthers() throws RocksDBException {
        RocksDB.loadLibrary();
        BoundedRocksDb setter = new BoundedRocksDb();
        byte[] key = {1};
        try (Options stays = bounded(setter, "stays");
                RocksDB staying = RocksDB.open(stays, folder.resolve("stays").toString())) {
            try (Options goes = bounded(setter, "goes");
                    RocksDB going = RocksDB.open(goes, folder.resolve("goes").toString())) {
                going.put(key, new byte[] {7});
                setter.close("goes", goes);
            }
            staying.put(key, new byte[] {8});
            assertThat(staying.get(key)).containsExactly(8);
        }
    }
}
