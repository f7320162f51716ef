package dev.sluice.app.keys;

import java.util.Comparator;
import java.util.List;

/**
 * The provider keys that there are.
 *
 * @param known each as {@code provider/key}
 */
public record KeyIds(List<String> known) {

    private static final int NEAREST = 3;

    /** What was meant. */
    public sealed interface Found {

        /** {@code id}: {@code provider/key}. */
        record One(String id) implements Found {}

        /** It is the name of several. */
        record Several(List<String> ids) implements Found {}

        /**
         * @param nearest the most similar first; empty where there is no key at all
         */
        record None(List<String> nearest) implements Found {}
    }

    public KeyIds {
        known = List.copyOf(known);
    }

    /**
     * @param typed {@code provider/key}, or a key's id that only one provider has
     */
    public Found find(String typed) {
        if (known.contains(typed)) {
            return new Found.One(typed);
        }
        List<String> named = known.stream().filter(id -> shortOf(id).equals(typed)).toList();
        return switch (named.size()) {
            case 0 -> new Found.None(nearest(typed));
            case 1 -> new Found.One(named.getFirst());
            default -> new Found.Several(named);
        };
    }

    private List<String> nearest(String typed) {
        return known.stream()
                .sorted(
                        Comparator.<String>comparingInt(id ->
                                        Math.min(distance(typed, id), distance(typed, shortOf(id))))
                                .thenComparing(Comparator.naturalOrder()))
                .limit(NEAREST)
                .toList();
    }

    private static String shortOf(String id) {
        return id.substring(id.indexOf('/') + 1);
    }

    /** Letters to change, add or take away (Levenshtein). */
    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int change = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[other.length()];
    }
}
