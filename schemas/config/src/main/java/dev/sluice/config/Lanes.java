package dev.sluice.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The lanes of a configuration, and on which partitions they stand. */
public final class Lanes {

    private Lanes() {}

    /** One lane a scope, in the order of the document. */
    public static List<Lane> of(SluiceConfig config) {
        List<Lane> lanes = new ArrayList<>();
        for (ProviderConfig provider : config.providers()) {
            Map<String, List<ProviderConfig.Key>> scopes = new LinkedHashMap<>();
            for (ProviderConfig.Key key : provider.keys()) {
                scopes.computeIfAbsent(key.scope().orElse(key.id()), _ -> new ArrayList<>())
                        .add(key);
            }
            scopes.forEach((scope, keys) -> lanes.add(lane(provider, scope, keys, config)));
        }
        return List.copyOf(lanes);
    }

    /**
     * Partitions for lanes: those that have one keep it, a new one takes the partition with the
     * fewest lanes, ties in bit-reversed order (0, 2, 1, 3 of four), because assignors hand
     * contiguous ranges to workers.
     *
     * @param before partitions of an earlier configuration
     */
    public static Map<String, Integer> assign(
            List<Lane> lanes, Map<String, Integer> before, int partitions) {
        Map<String, Integer> assigned = new TreeMap<>();
        int[] load = new int[partitions];
        for (Lane lane : lanes) {
            Integer kept = before.get(lane.id());
            if (kept != null && kept < partitions) {
                assigned.put(lane.id(), kept);
                load[kept]++;
            }
        }
        for (Lane lane : lanes) {
            if (!assigned.containsKey(lane.id())) {
                int partition = fewest(load);
                assigned.put(lane.id(), partition);
                load[partition]++;
            }
        }
        return assigned;
    }

    private static int fewest(int[] load) {
        int bits = 32 - Integer.numberOfLeadingZeros(Math.max(1, load.length - 1));
        int best = 0;
        for (int n = 0; n < 1 << bits; n++) {
            int candidate = Integer.reverse(n) >>> (32 - bits);
            if (candidate < load.length && load[candidate] < load[best]) {
                best = candidate;
            }
        }
        return best;
    }

    private static Lane lane(
            ProviderConfig provider,
            String scope,
            List<ProviderConfig.Key> keys,
            SluiceConfig config) {
        int weight = keys.stream().mapToInt(ProviderConfig.Key::weight).max().orElse(1);
        return new Lane(
                provider.id() + "/" + scope,
                provider.id(),
                keys,
                groups(provider.id(), keys.getFirst(), config),
                weight,
                provider.headroomPercent());
    }

    /** Keys of one scope have the same groups: those of the first. */
    private static List<ModelGroup> groups(
            String provider, ProviderConfig.Key key, SluiceConfig config) {
        Map<String, String> models = modelsOf(provider, config);
        List<ModelGroup> groups = new ArrayList<>();
        for (ProviderConfig.Group group : key.groups()) {
            Map<String, String> own = new HashMap<>(models);
            own.keySet().retainAll(group.models());
            models.keySet().removeAll(group.models());
            groups.add(group(provider, group.id(), own, group.limits(), config));
        }
        if (!models.isEmpty()) {
            groups.add(group(provider, ModelGroup.OTHERS, models, key.limits(), config));
        }
        return groups;
    }

    private static ModelGroup group(
            String provider,
            String id,
            Map<String, String> models,
            List<Limit> limits,
            SluiceConfig config) {
        return new ModelGroup(id, poolOf(provider, id, config), models, limits);
    }

    /** The pool that names the group, else the one that names the whole provider, else its own. */
    private static String poolOf(String provider, String group, SluiceConfig config) {
        return pool(config, new Pool.Member(provider, Optional.of(group)))
                .or(() -> pool(config, new Pool.Member(provider, Optional.empty())))
                .orElse(provider);
    }

    private static Optional<String> pool(SluiceConfig config, Pool.Member member) {
        return config.pools().stream()
                .filter(pool -> pool.members().contains(member))
                .map(Pool::id)
                .findAny();
    }

    private static Map<String, String> modelsOf(String provider, SluiceConfig config) {
        Map<String, String> models = new HashMap<>();
        for (ModelConfig model : config.models()) {
            for (ModelConfig.Host host : model.hosts()) {
                if (host.provider().equals(provider)) {
                    models.put(model.name(), host.providerModel());
                }
            }
        }
        return models;
    }
}
