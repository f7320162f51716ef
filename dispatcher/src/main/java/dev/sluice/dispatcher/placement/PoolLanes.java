package dev.sluice.dispatcher.placement;

import dev.sluice.config.Lane;
import dev.sluice.config.ModelGroup;
import dev.sluice.schemas.record.Attempt;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The configured lanes of each pool, by their model groups. */
final class PoolLanes {

    private final Map<String, List<PoolMember>> byPool = new HashMap<>();
    private final Map<String, Map<String, Track>> tracks = new HashMap<>();

    PoolLanes(Collection<Lane> lanes) {
        for (Lane lane : lanes) {
            for (ModelGroup group : lane.groups()) {
                byPool.computeIfAbsent(group.pool(), _ -> new ArrayList<>())
                        .add(new PoolMember(lane, group));
            }
        }
        byPool.forEach((pool, members) -> tracks.put(pool, tracks(pool, members)));
    }

    List<PoolMember> of(String pool) {
        return byPool.getOrDefault(pool, List.of());
    }

    Set<String> pools() {
        return byPool.keySet();
    }

    boolean knows(String pool, LaneGroup group) {
        return of(pool).stream().anyMatch(member -> member.id().equals(group));
    }

    /**
     * What {@code attempt} needs; empty where no lane of its pool serves its model. Excluded lanes
     * that would not serve it anyway are left out. Where every lane that serves it is excluded,
     * none is: the request waits for the earliest of them instead of failing.
     */
    Optional<Needs> needs(Attempt attempt) {
        List<String> serving =
                of(attempt.getPool()).stream()
                        .filter(member -> member.group().serves(attempt.getModel()))
                        .map(member -> member.lane().id())
                        .sorted()
                        .toList();
        if (serving.isEmpty()) {
            return Optional.empty();
        }
        List<String> excluded =
                serving.stream().filter(attempt.getExcludedLanes()::contains).toList();
        boolean all = excluded.size() == serving.size();

        return Optional.of(
                new Needs(attempt.getModel(), all ? List.of() : excluded, Leases.call(attempt)));
    }

    /** Whether a line still has a lane: the configuration may have changed since it was written. */
    boolean serves(LineId line) {
        return of(line.rank().pool()).stream().anyMatch(member -> member.serves(line.needs()));
    }

    Track track(String pool, String model) {
        return Optional.ofNullable(tracks.getOrDefault(pool, Map.of()).get(model))
                .orElseGet(() -> new Track(pool, Set.of()));
    }

    private static Map<String, Track> tracks(String pool, List<PoolMember> members) {
        Map<String, Set<LaneGroup>> serving = new HashMap<>();
        for (PoolMember member : members) {
            for (String model : member.group().models().keySet()) {
                serving.computeIfAbsent(model, _ -> new HashSet<>()).add(member.id());
            }
        }
        Map<String, Track> tracks = new HashMap<>();
        serving.forEach((model, lanes) -> tracks.put(model, new Track(pool, lanes)));
        return tracks;
    }
}
