package dev.sluice.dispatcher.admission;

import dev.sluice.config.CustomerConfig;
import dev.sluice.config.CustomerConfig.WhenFull;
import dev.sluice.config.SluiceConfig;
import dev.sluice.config.VirtualKeys;
import dev.sluice.dispatcher.admission.quota.QuotaLimit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The limits that each virtual key's requests count at, and what becomes of those they stop. */
final class TenantLimits {

    private record Rules(List<QuotaLimit> limits, WhenFull whenFull) {}

    private static final Rules NONE = new Rules(List.of(), WhenFull.STANDARD);

    private final Map<String, Rules> byKey = new HashMap<>();
    private final int parkedMax;

    TenantLimits(SluiceConfig config) {
        this.parkedMax = config.requests().parkedMax();
        VirtualKeys keys = VirtualKeys.of(config);
        for (CustomerConfig customer : config.customers()) {
            for (CustomerConfig.Team team : customer.teams()) {
                for (CustomerConfig.VirtualKey key : team.keys()) {
                    keys.find(key.id())
                            .ifPresent(entry ->
                                    byKey.put(
                                            key.id(),
                                            new Rules(QuotaLimit.of(entry), key.whenFull())));
                }
            }
        }
    }

    /**
     * None for a key that the configuration has no more: what it has open may end, and {@link
     * Rights} keeps the rest from being admitted.
     */
    List<QuotaLimit> of(String virtualKey) {
        return byKey.getOrDefault(virtualKey, NONE).limits();
    }

    CustomerConfig.OnBudget onBudget(String virtualKey) {
        return byKey.getOrDefault(virtualKey, NONE).whenFull().onBudget();
    }

    /** Requests of this key that may wait for its limits. */
    int parkedMax(String virtualKey) {
        return byKey.getOrDefault(virtualKey, NONE).whenFull().parkedMax().orElse(parkedMax);
    }
}
