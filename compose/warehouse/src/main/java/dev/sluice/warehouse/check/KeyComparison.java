package dev.sluice.warehouse.check;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Compares a compacted topic with the table that has a row for each of its keys. One thread. */
public final class KeyComparison {

    private final Map<String, KeyHistory> histories = new HashMap<>();
    private final Map<String, Long> asked = new HashMap<>();

    /**
     * What the comparison found.
     *
     * @param keys that Kafka has now, tombstones left out
     * @param different the first key that is not as it should be, and how many
     */
    public record Found(
            long keys, long rows, long behind, long different, Optional<String> first) {}

    /**
     * One record; those of a partition in their order.
     *
     * @param content empty for a tombstone
     */
    public void add(Bounds bounds, String key, long offset, Optional<String> content) {
        histories.computeIfAbsent(key, _ -> new KeyHistory()).add(bounds, offset, content);
        asked.put(key, bounds.asked());
    }

    /** Against all rows of the table, by their keys. */
    public Found against(Map<String, String> rows) {
        Set<String> keys = new HashSet<>(histories.keySet());
        keys.addAll(rows.keySet());
        Set<String> different = new TreeSet<>();
        long behind = 0;
        for (String key : keys) {
            switch (verdict(key, Optional.ofNullable(rows.get(key)))) {
                case EQUAL -> {}
                case BEHIND -> behind++;
                case DIFFERENT -> different.add(key);
            }
        }
        long present =
                histories.values().stream().filter(history -> history.newest().isPresent()).count();
        return new Found(
                present, rows.size(), behind, different.size(), different.stream().findFirst());
    }

    private KeyVerdict verdict(String key, Optional<String> row) {
        KeyHistory history = histories.get(key);
        return history == null
                ? KeyVerdict.DIFFERENT
                : history.verdict(row, asked.getOrDefault(key, 0L));
    }
}
