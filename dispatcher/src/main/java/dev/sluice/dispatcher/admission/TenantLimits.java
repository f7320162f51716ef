package dev.sluice.dispatcher.admission;

import dev.sluice.config.CustomerConfig;
import dev.sluice.config.SluiceConfig;
import dev.sluice.config.VirtualKeys;
import dev.sluice.dispatcher.admission.quota.QuotaLimit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The limits that each virtual key's requests count at. */
final class TenantLimits {

    private final Map<String, List<QuotaLimit>> byKey = new HashMap<>();

    TenantLimits(SluiceConfig config) {
        VirtualKeys keys = VirtualKeys.of(config);
        for (CustomerConfig customer : config.customers()) {
            for (CustomerConfig.Team team : customer.teams()) {
                for (CustomerConfig.VirtualKey key : team.keys()) {
                    keys.find(key.id())
                            .ifPresent(entry -> byKey.put(key.id(), QuotaLimit.of(entry)));
                }
            }
        }
    }

    /** None for a key that the configuration has no more: what it still has open may end. */
    List<QuotaLimit> of(String virtualKey) {
        return byKey.getOrDefault(virtualKey, List.of());
    }
}
