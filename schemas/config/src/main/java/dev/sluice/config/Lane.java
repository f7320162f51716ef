package dev.sluice.config;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One rate-limit scope of a provider, with the keys that share it: what has one owner.
 *
 * @param id {@code provider/scope}
 * @param groups its models by the limits that they share; each model is in at most one
 * @param weight its share where several have room
 * @param headroomPercent share of every limit that is left to other users of the keys
 */
public record Lane(
        String id,
        String provider,
        List<ProviderConfig.Key> keys,
        List<ModelGroup> groups,
        int weight,
        int headroomPercent) {

    public Lane {
        keys = List.copyOf(keys);
        groups = List.copyOf(groups);
        Set<String> seen = new HashSet<>();
        for (ModelGroup group : groups) {
            if (!seen.add(group.id())) {
                throw new IllegalArgumentException("two groups " + group.id() + " in lane " + id);
            }
        }
    }

    /** One set of limits for all its models, which providers call as agents do. */
    public Lane(
            String id,
            String provider,
            String pool,
            List<ProviderConfig.Key> keys,
            List<Limit> limits,
            Set<String> models,
            int weight) {
        this(
                id,
                provider,
                keys,
                List.of(
                        new ModelGroup(
                                ModelGroup.OTHERS,
                                pool,
                                models.stream()
                                        .collect(
                                                Collectors.toMap(
                                                        Function.identity(), Function.identity())),
                                limits)),
                weight,
                0);
    }

    /** The group whose limits a model has here; empty where this lane does not serve it. */
    public Optional<ModelGroup> groupOf(String model) {
        return groups.stream().filter(group -> group.serves(model)).findAny();
    }

    public Optional<ModelGroup> group(String id) {
        return groups.stream().filter(group -> group.id().equals(id)).findAny();
    }

    /** Every model that it serves, as agents name them. */
    public Set<String> models() {
        return groups.stream()
                .flatMap(group -> group.models().keySet().stream())
                .collect(Collectors.toUnmodifiableSet());
    }
}
