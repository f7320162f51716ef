package dev.sluice.dispatcher.streams.placement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.dispatcher.placement.PlacementReader;
import java.nio.file.Path;
import java.util.Optional;
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
        assertThat(firstKey(key('x', 0x80), key('y'))).contains(key('x', 0xFF));
    }

    private Optional<byte[]> firstKey(byte[] from, byte[] to) {
        return store.first(from, to).map(PlacementReader.Entry::key);
    }

    @Test
    void keysAreOrderedAsUnsignedBytes() {
        assertThat(firstKey(key('x', 0x02), key('y'))).contains(key('x', 0x7F));
        assertThat(firstKey(key('x', 0x7F, 0), key('y'))).contains(key('x', 0x80));
        assertThat(store.first(key('x', 0x01), key('y')).orElseThrow().value()).isEqualTo(VALUE);
    }

    @Test
    void aRangeHasItsBeginButNotItsEnd() {
        assertThat(firstKey(key('x', 0x7F), key('x', 0x80))).contains(key('x', 0x7F));
        assertThat(firstKey(key('x', 0x02), key('x', 0x7F))).isEmpty();
    }

    @Test
    void keysAreCountedUpToABound() {
        assertThat(store.count(key('x'), key('y'), 10)).isEqualTo(4);
        assertThat(store.count(key('x', 0x01), key('x', 0xFF), 10)).isEqualTo(3);
        assertThat(store.count(key('x'), key('y'), 2)).isEqualTo(2);
        assertThat(store.count(key('y'), key('z'), 2)).isZero();
    }
}
