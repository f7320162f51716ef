package dev.sluice.warehouse;

import java.util.List;

/**
 * A table that a topic is written into.
 *
 * @param columns those that records fill, the key's first
 * @param primaryKey names of the columns by which a record that comes again finds its row
 */
public record WarehouseTable(
        String name, String topic, List<Column> columns, List<String> primaryKey) {

    public WarehouseTable {
        columns = List.copyOf(columns);
        primaryKey = List.copyOf(primaryKey);
    }
}
