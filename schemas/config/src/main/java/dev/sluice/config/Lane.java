package dev.sluice.config;

import java.util.List;
import java.util.Set;

/**
 * One rate-limit scope of a provider, with the keys that share it: what has one pace and one owner.
 *
 * @param id {@code provider/scope}
 * @param pool the lanes among which requests may move: the provider's id
 * @param limits the scope's own limits
 * @param models the models that it serves, as agents name them
 * @param weight its share where several have room
 */
public record Lane(
        String id,
        String provider,
        String pool,
        List<ProviderConfig.Key> keys,
        List<Limit> limits,
        Set<String> models,
        int weight) {

    public Lane {
        keys = List.copyOf(keys);
        limits = List.copyOf(limits);
        models = Set.copyOf(models);
    }
}
