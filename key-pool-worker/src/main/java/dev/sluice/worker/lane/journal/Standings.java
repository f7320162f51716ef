package dev.sluice.worker.lane.journal;

import dev.sluice.schemas.record.Standing;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;

/**
 * How keys and lanes stand, as the journal tells: the newest of each that is not forgotten. Owned
 * by the lane's thread.
 */
public final class Standings {

    private static final String AVAILABLE = "AVAILABLE";

    /** What stands so; no key: all keys of the lane. */
    public record Key(String lane, String modelGroup, Optional<String> key) {}

    private record Noted(long offset, Standing standing) {}

    private final Map<Key, Noted> newest = new HashMap<>();

    /**
     * What a replaced owner learns from its last calls is true all the same, where it says that a
     * key is to be left alone: the longer rest wins. That it is good again only its owner says.
     *
     * @param current whether the writer was the owner
     */
    void append(long offset, Standing standing, Writer current) {
        Key key = new Key(standing.getLane(), standing.getModelGroup(), standing.getKey());
        Noted known = newest.get(key);
        boolean counts =
                current == Writer.OWNER
                        || (isRest(standing) && (known == null || longer(standing, known)));
        if (counts) {
            newest.put(key, new Noted(offset, standing));
        }
    }

    /** Who wrote an entry. */
    enum Writer {
        OWNER,
        REPLACED
    }

    /** Whether it says that calls are to wait. */
    public static boolean isRest(Standing standing) {
        return !standing.getCondition().equals(AVAILABLE);
    }

    private static boolean longer(Standing standing, Noted known) {
        return standing.getUntil()
                .filter(until -> known.standing().getUntil().filter(until::isBefore).isEmpty())
                .isPresent();
    }

    /** Of one lane, in the order in which they were written. */
    public List<Standing> of(String lane) {
        return newest.entrySet().stream()
                .filter(entry -> entry.getKey().lane().equals(lane))
                .map(Map.Entry::getValue)
                .sorted(Comparator.comparingLong(Noted::offset))
                .map(Noted::standing)
                .toList();
    }

    /** No next owner needs these. */
    public void forget(Predicate<Key> which) {
        newest.keySet().removeIf(which);
    }

    /** Offset of the oldest one that a next owner needs. */
    OptionalLong oldest() {
        return newest.values().stream().mapToLong(Noted::offset).min();
    }
}
