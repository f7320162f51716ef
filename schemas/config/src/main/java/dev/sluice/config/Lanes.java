package dev.sluice.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
            Set<String> models = modelsOf(provider, config);
            scopes.forEach((scope, keys) -> lanes.add(lane(provider, scope, keys, models)));
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
            Set<String> models) {
        ProviderConfig.Key first = keys.getFirst();
        int weight = keys.stream().mapToInt(ProviderConfig.Key::weight).max().orElse(1);
        return new Lane(
                provider.id() + "/" + scope,
                provider.id(),
                provider.id(),
                keys,
                first.limits(),
                models,
                weight);
    }

    private static Set<String> modelsOf(ProviderConfig provider, SluiceConfig config) {
        Set<String> models = new HashSet<>();
        for (ModelConfig model : config.models()) {
            if (model.provider().equals(provider.id())) {
                models.add(model.name());
            }
        }
        return models;
    }
}
