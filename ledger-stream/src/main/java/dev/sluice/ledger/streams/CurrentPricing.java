package dev.sluice.ledger.streams;

import dev.sluice.config.ActiveConfig;
import dev.sluice.config.ConfigSource;
import dev.sluice.ledger.pricing.Pricing;

/** The prices that are known, made once for each version of the configuration. Any thread. */
final class CurrentPricing {

    private final ConfigSource config;
    private volatile Made made;

    private record Made(long version, Pricing pricing) {
        static Made of(ActiveConfig config) {
            return new Made(config.version(), new Pricing(config.prices()));
        }
    }

    CurrentPricing(ConfigSource config) {
        this.config = config;
        this.made = Made.of(config.current());
    }

    /**
     * @param version under which an attempt was admitted: its price may be new in it
     */
    Pricing of(long version) {
        ActiveConfig current = config.current(version);
        Made known = made;
        if (known.version != current.version()) {
            // Two threads may both make it: they make the same.
            known = Made.of(current);
            made = known;
        }
        return known.pricing;
    }
}
