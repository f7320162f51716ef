package dev.sluice.dispatcher.streams.admission;

import dev.sluice.dispatcher.admission.request.Cancel;
import dev.sluice.dispatcher.codec.StateCodec;
import dev.sluice.dispatcher.state.StoredCancel;
import dev.sluice.schemas.record.Tenant;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.streams.state.KeyValueStore;

/** Cancels that came before their requests, in the store. Owned by the stream thread. */
final class EarlyCancels {

    /** A request's id stands behind the customer. */
    private static final int IDS = 1;

    private final StateCodec<StoredCancel> codec = StateCodec.of(StoredCancel.class);
    private final KeyValueStore<byte[], byte[]> store;
    private final DueIndex due;
    private final OwnedCounts counts;

    EarlyCancels(KeyValueStore<byte[], byte[]> store, DueIndex due) {
        this.store = store;
        this.due = due;
        this.counts = new OwnedCounts(store, StoreKeys.CANCEL, IDS);
    }

    Optional<Cancel> find(String customer, String requestId) {
        if (count(customer) == 0) {
            return Optional.empty(); // as nearly always: no read for it
        }
        byte[] stored = store.get(StoreKeys.cancel(customer, requestId));
        if (stored == null) {
            return Optional.empty();
        }
        StoredCancel cancel = codec.read(stored);
        Tenant by = new Tenant(customer, cancel.getTeam(), cancel.getVirtualKey());
        return Optional.of(new Cancel(requestId, by, cancel.getReason()));
    }

    int count(String customer) {
        return counts.of(StoreKeys.cancel(customer, ""));
    }

    /** One that is not kept yet. */
    void put(Cancel cancel, Instant until) {
        byte[] key = StoreKeys.cancel(cancel.by().getCustomer(), cancel.requestId());
        store.put(
                key,
                codec.write(
                        new StoredCancel(
                                cancel.by().getTeam(),
                                cancel.by().getVirtualKey(),
                                cancel.reason().orElse(null),
                                until)));
        due.put(until, key);
        counts.added(key);
    }

    /** Its request has come. */
    void remove(Cancel cancel) {
        byte[] key = StoreKeys.cancel(cancel.by().getCustomer(), cancel.requestId());
        byte[] stored = store.get(key);
        if (stored != null) {
            due.remove(codec.read(stored).getUntil(), key);
            remove(key);
        }
    }

    /** Its time is over. */
    void remove(byte[] key) {
        store.delete(key);
        counts.removed(key);
    }
}
