package dev.sluice.ledger.samples;

import dev.sluice.schemas.record.ConfigDocument;
import dev.sluice.schemas.record.KeyAction;
import dev.sluice.schemas.record.KeyCommand;
import dev.sluice.testing.Samples;
import java.time.Duration;
import java.util.Map;

/** What people order for provider keys, and how they change the configuration. */
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

    /** The second version, applied by Ada. */
    public static ConfigDocument config() {
        return ConfigDocument.newBuilder()
                .setVersion(2)
                .setReplaces(1)
                .setDocument("customers: {}")
                .setSha256("ab".repeat(32))
                .setLanePartitions(Map.of("sim/key-a", 0))
                .setAppliedBy("ada@host")
                .setAt(Samples.NOON)
                .build();
    }
}
