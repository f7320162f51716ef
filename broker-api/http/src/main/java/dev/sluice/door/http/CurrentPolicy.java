package dev.sluice.door.http;

import dev.sluice.config.ActiveConfig;
import dev.sluice.config.ConfigSource;
import dev.sluice.door.DoorPolicy;
import java.util.function.Supplier;

/** The door's rules under the configuration in force, made once for each version. Any thread. */
final class CurrentPolicy implements Supplier<DoorPolicy> {

    private final ConfigSource config;
    private volatile Made made;

    private record Made(long version, DoorPolicy policy) {
        static Made of(ActiveConfig config) {
            return new Made(config.version(), DoorPolicy.of(config.config()));
        }
    }

    CurrentPolicy(ConfigSource config) {
        this.config = config;
        this.made = Made.of(config.current());
    }

    @Override
    public DoorPolicy get() {
        ActiveConfig current = config.current();
        Made known = made;
        if (known.version != current.version()) {
            // Two threads may both make it: they make the same.
            known = Made.of(current);
            made = known;
        }
        return known.policy;
    }
}
