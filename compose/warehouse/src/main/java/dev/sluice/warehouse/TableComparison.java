package dev.sluice.warehouse;

import dev.sluice.warehouse.FoundColumn.Filling;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whether records fit into a table: found before the first one is written, since a sink would stop
 * in the middle, or leave out without a word.
 */
public final class TableComparison {

    private TableComparison() {}

    /**
     * What stands in the way, a line each with table, column, what is expected and what is found.
     */
    public static List<String> differences(WarehouseTable expected, FoundTable found) {
        List<String> differences = new ArrayList<>();
        for (Column column : expected.columns()) {
            difference(column, found.column(column.name()))
                    .ifPresent(what ->
                            differences.add(
                                    "table %s, column %s: %s"
                                            .formatted(expected.name(), column.name(), what)));
        }
        notFilled(expected, found).forEach(differences::add);
        Set<String> key = new HashSet<>(found.primaryKey());
        if (!key.equals(Set.copyOf(expected.primaryKey()))) {
            differences.add(
                    "table %s: expected the primary key (%s), found %s"
                            .formatted(
                                    expected.name(),
                                    String.join(", ", expected.primaryKey()),
                                    key.isEmpty()
                                            ? "none"
                                            : "(" + String.join(", ", found.primaryKey()) + ")"));
        }
        return differences;
    }

    private static Optional<String> difference(Column expected, Optional<FoundColumn> found) {
        String type = expected.type().sql();
        if (found.isEmpty()) {
            return Optional.of("expected %s, found no such column".formatted(type));
        }
        if (found.get().filling() == Filling.GENERATED) {
            return Optional.of(
                    "expected %s, found a generated column, which nobody can write"
                            .formatted(type));
        }
        return expected.type().holds(found.get().type())
                ? Optional.empty()
                : Optional.of("expected %s, found %s".formatted(type, found.get().type()));
    }

    private static List<String> notFilled(WarehouseTable expected, FoundTable found) {
        Set<String> filled =
                expected.columns().stream().map(Column::name).collect(Collectors.toSet());
        return found.columns().stream()
                .filter(column -> column.filling() == Filling.REQUIRED)
                .filter(column -> !filled.contains(column.name()))
                .map(column ->
                        "table %s, column %s: expected none, found %s NOT NULL without a default, which no record fills"
                                .formatted(expected.name(), column.name(), column.type()))
                .toList();
    }
}
