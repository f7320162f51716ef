package dev.sluice.dispatcher.streams.admission;

import dev.sluice.dispatcher.admission.quota.LimitPath;
import dev.sluice.dispatcher.admission.quota.LimitUse;
import dev.sluice.dispatcher.codec.StateCodec;
import dev.sluice.dispatcher.state.StoredUse;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** Uses of limits as the store of one partition has them. Any thread that may read the store. */
record StoredUses(ReadOnlyKeyValueStore<byte[], byte[]> store, StateCodec<StoredUse> codec) {

    LimitUse of(LimitPath path) {
        byte[] stored = store.get(StoreKeys.limit(path.text()));
        return stored == null ? LimitUse.NONE : HoldForm.use(codec.read(stored));
    }
}
