package dev.sluice.config;

import dev.sluice.schemas.record.Tenant;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Virtual keys by their id, each with the team and customer that it stands under. Immutable. */
public final class VirtualKeys {

    /** A virtual key where it stands. */
    public record Entry(
            CustomerConfig customer, CustomerConfig.Team team, CustomerConfig.VirtualKey key) {
        public Tenant tenant() {
            return new Tenant(customer.id(), team.id(), key.id());
        }
    }

    private final Map<String, Entry> byId;

    private VirtualKeys(Map<String, Entry> byId) {
        this.byId = byId;
    }

    public static VirtualKeys of(SluiceConfig config) {
        Map<String, Entry> byId = new HashMap<>();
        for (CustomerConfig customer : config.customers()) {
            for (CustomerConfig.Team team : customer.teams()) {
                for (CustomerConfig.VirtualKey key : team.keys()) {
                    byId.put(key.id(), new Entry(customer, team, key));
                }
            }
        }
        return new VirtualKeys(byId);
    }

    /** Each of them, in no order. */
    public Collection<Entry> all() {
        return Collections.unmodifiableCollection(byId.values());
    }

    public Optional<Entry> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }
}
