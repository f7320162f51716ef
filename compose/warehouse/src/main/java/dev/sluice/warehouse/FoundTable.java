package dev.sluice.warehouse;

import java.util.List;
import java.util.Optional;

/** A table as the database has it. */
public record FoundTable(List<FoundColumn> columns, List<String> primaryKey) {

    public FoundTable {
        columns = List.copyOf(columns);
        primaryKey = List.copyOf(primaryKey);
    }

    Optional<FoundColumn> column(String name) {
        return columns.stream().filter(column -> column.name().equals(name)).findFirst();
    }
}
