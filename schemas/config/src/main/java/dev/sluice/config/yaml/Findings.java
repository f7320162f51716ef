package dev.sluice.config.yaml;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The errors found so far in one document. Owned by the thread that parses it. */
final class Findings {

    private final List<ConfigError> errors = new ArrayList<>();
    private final Set<String> misspelt = new HashSet<>();

    void add(Tree where, String message) {
        add(where.path(), where.at(), message);
    }

    void add(String path, Position at, String message) {
        errors.add(ConfigError.at(path, at, message));
    }

    /** Remembers that the key at {@code path} is missing only because it was misspelt. */
    void misspelt(String path) {
        misspelt.add(path);
    }

    boolean isMisspelt(String path) {
        return misspelt.contains(path);
    }

    /** Whether nothing was found at this value or below it. */
    boolean clean(Tree tree) {
        return errors.stream().noneMatch(error -> isWithin(error.path(), tree.path()));
    }

    boolean none() {
        return errors.isEmpty();
    }

    /** In the order of the document. */
    List<ConfigError> sorted() {
        return errors.stream()
                .sorted(
                        Comparator.comparingInt(ConfigError::line)
                                .thenComparingInt(ConfigError::column))
                .toList();
    }

    private static boolean isWithin(String path, String outer) {
        if (outer.isEmpty() || path.equals(outer)) {
            return true;
        }
        return path.startsWith(outer)
                && (path.charAt(outer.length()) == '.' || path.charAt(outer.length()) == '[');
    }
}
