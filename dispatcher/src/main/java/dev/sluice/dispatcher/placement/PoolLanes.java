package dev.sluice.dispatcher.placement;

import dev.sluice.config.Lane;
import dev.sluice.config.ModelGroup;
import dev.sluice.schemas.record.Attempt;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The configured lanes of each pool. */
final class PoolLanes {

    private final Map<String, List<Lane>> byPool = new HashMap<>();

    PoolLanes(Collection<Lane> lanes) {
        for (Lane lane : lanes) {
            lane.groups().stream()
                    .map(ModelGroup::pool)
                    .distinct()
                    .forEach(
                            pool -> byPool.computeIfAbsent(pool, _ -> new ArrayList<>()).add(lane));
        }
    }

    List<Lane> of(String pool) {
        return byPool.getOrDefault(pool, List.of());
    }

    boolean knows(String pool, String lane) {
        return of(pool).stream().anyMatch(known -> known.id().equals(lane));
    }

    /**
     * What {@code attempt} needs; empty where no lane of its pool serves its model. Excluded lanes
     * that would not serve it anyway are left out. Where every lane that serves it is excluded,
     * none is: the request waits for the earliest of them instead of failing.
     */
    Optional<Needs> needs(Attempt attempt) {
        List<String> serving =
                of(attempt.getPool()).stream()
                        .filter(lane -> lane.models().contains(attempt.getModel()))
                        .map(Lane::id)
                        .sorted()
                        .toList();
        if (serving.isEmpty()) {
            return Optional.empty();
        }
        List<String> excluded =
                serving.stream().filter(attempt.getExcludedLanes()::contains).toList();
        boolean all = excluded.size() == serving.size();
        return Optional.of(new Needs(attempt.getModel(), all ? List.of() : excluded));
    }

    /** Whether a line still has a lane: the configuration may have changed since it was written. */
    boolean serves(LineId line) {
        return of(line.rank().pool()).stream().anyMatch(line.needs()::servedBy);
    }
}
