package dev.sluice.dispatcher.streams.placement;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On RocksDB itself: the order of keys and the ends of ranges are its own. */
class StateStorePlacementStoreTest {

    private static final byte[] VALUE = {1};
    private static final byte[] EMPTY = {};

    @TempDir private Path stateDir;
    private Stage stage;
    private StateStorePlacementStore store;

    private static byte[] key(int... octets) {
        byte[] key = new byte[octets.length];
        for (int n = 0; n < octets.length; n++) {
            key[n] = (byte) octets[n];
        }
        return key;
    }

    @BeforeEach
    void start() {
        stage = new Stage(stateDir);
        store = new StateStorePlacementStore(stage.store());
        store.put(key('x', 0x01), VALUE);
        store.put(key('x', 0x7F), VALUE);
        store.put(key('x', 0x80), EMPTY);
        store.put(key('x', 0xFF), VALUE);
    }

    @AfterEach
    void stop() {
        stage.close();
    }

    @Test
    void anEmptyValueIsThereAndADeletedOneIsNot() {
        assertThat(store.get(key('x', 0x80))).contains(EMPTY);
        store.delete(key('x', 0x80));
        assertThat(store.get(key('x', 0x80))).isEmpty();
        assertThat(store.firstKey(key('x', 0x80), key('y'))).contains(key('x', 0xFF));
    }

    @Test
    void keysAreOrderedAsUnsignedBytes() {
        assertThat(store.firstKey(key('x', 0x02), key('y'))).contains(key('x', 0x7F));
        assertThat(store.firstKey(key('x', 0x7F, 0), key('y'))).contains(key('x', 0x80));
        assertThat(store.lastKey(key('x'), key('y'))).contains(key('x', 0xFF));
    }

    @Test
    void aRangeHasItsBeginButNotItsEnd() {
        assertThat(store.firstKey(key('x', 0x7F), key('x', 0x80))).contains(key('x', 0x7F));
        assertThat(store.lastKey(key('x', 0x01), key('x', 0x7F))).contains(key('x', 0x01));
        assertThat(store.firstKey(key('x', 0x02), key('x', 0x7F))).isEmpty();
        assertThat(store.lastKey(key('x', 0x02), key('x', 0x7F))).isEmpty();
    }
}
