package dev.sluice.ledger.samples;

import dev.sluice.schemas.record.KeyAction;
import dev.sluice.schemas.record.KeyCommand;
import dev.sluice.testing.Samples;
import java.time.Duration;

/** What people order for provider keys. */
public final class Orders {

    private Orders() {}

    /** Key {@code key-a} of {@code sim} is to be left alone for an hour. */
    public static KeyCommand cool() {
        return KeyCommand.newBuilder()
                .setProvider("sim")
                .setKey("key-a")
                .setAction(KeyAction.COOL)
                .setUntil(Samples.NOON.plus(Duration.ofHours(1)))
                .setReason("spill over")
                .setOrderedBy("ops@host")
                .setAt(Samples.NOON)
                .build();
    }
}
