package dev.sluice.warehouse.postgres;

import dev.sluice.warehouse.FoundColumn;
import dev.sluice.warehouse.FoundColumn.Filling;
import dev.sluice.warehouse.FoundTable;
import dev.sluice.warehouse.TableComparison;
import dev.sluice.warehouse.WarehouseTable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Makes the warehouse's tables and views where they are not, and looks at those that are. */
public final class WarehouseTables {

    private static final String FOLDER = "/dev/sluice/warehouse/connect/sql/";

    private static final String COLUMNS =
            """
            SELECT a.attname, format_type(a.atttypid, a.atttypmod),
                   CASE WHEN a.attgenerated <> '' OR a.attidentity = 'a' THEN 'GENERATED'
                        WHEN a.attnotnull AND NOT a.atthasdef AND a.attidentity = '' THEN 'REQUIRED'
                        ELSE 'OPTIONAL' END
            FROM pg_attribute a
            WHERE a.attrelid = to_regclass(?) AND a.attnum > 0 AND NOT a.attisdropped
            ORDER BY a.attnum
            """;

    private static final String PRIMARY_KEY =
            """
            SELECT a.attname
            FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey)
            WHERE i.indrelid = to_regclass(?) AND i.indisprimary
            ORDER BY array_position(i.indkey, a.attnum)
            """;

    private WarehouseTables() {}

    /**
     * Makes what is not there, all or nothing, and checks what is. Calling it again changes
     * nothing. Returns the schema in which they are: a sink that is not told would take a table of
     * the same name in any.
     *
     * @throws WarehouseException where records do not fit into a table, or a table or view cannot
     *     be made
     * @throws WarehouseAwayException where the database goes away meanwhile
     */
    public static String prepare(Database database, List<WarehouseTable> expected) {
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            String schema = schema(connection, database);
            // First: a wrong table is told as such, not as a view over it that cannot be made.
            check(connection, database, expected);
            run(connection, database, "01-tables.sql");
            check(connection, database, expected);
            run(connection, database, "02-views.sql");
            connection.commit();
            return schema;
        } catch (SQLException e) {
            throw failure(database, "cannot be looked at", e);
        }
    }

    private static String schema(Connection connection, Database database) throws SQLException {
        try (PreparedStatement statement =
                        connection.prepareStatement("SELECT quote_ident(current_schema())");
                ResultSet found = statement.executeQuery()) {
            found.next();
            String schema = found.getString(1);
            if (schema == null) {
                throw new WarehouseException(
                        "the warehouse at %s has no schema to make tables in: make the one that the URL or the user's search_path names (CREATE SCHEMA …)"
                                .formatted(database.address()));
            }
            return schema;
        }
    }

    /** Those of the tables that are there. */
    private static void check(
            Connection connection, Database database, List<WarehouseTable> expected)
            throws SQLException {
        List<String> differences = new ArrayList<>();
        for (WarehouseTable table : expected) {
            FoundTable found =
                    new FoundTable(
                            columns(connection, table.name()),
                            primaryKey(connection, table.name()));
            if (!found.columns().isEmpty()) {
                differences.addAll(TableComparison.differences(table, found));
            }
        }
        if (!differences.isEmpty()) {
            throw new WarehouseException(
                    "tables in the warehouse at %s are not as Sluice's records need them:\n  %s\nRename or drop such a table, and it is made anew and filled from Kafka; or give another database or schema (…?currentSchema=NAME)"
                            .formatted(database.address(), String.join("\n  ", differences)));
        }
    }

    private static List<FoundColumn> columns(Connection connection, String table)
            throws SQLException {
        List<FoundColumn> columns = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
            statement.setString(1, table);
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    columns.add(
                            new FoundColumn(
                                    found.getString(1),
                                    found.getString(2),
                                    Filling.valueOf(found.getString(3))));
                }
            }
        }
        return columns;
    }

    private static List<String> primaryKey(Connection connection, String table)
            throws SQLException {
        List<String> key = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(PRIMARY_KEY)) {
            statement.setString(1, table);
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    key.add(found.getString(1));
                }
            }
        }
        return key;
    }

    private static void run(Connection connection, Database database, String script) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(read(script));
        } catch (SQLException e) {
            throw failure(database, "does not take " + script, e);
        }
    }

    private static String read(String script) {
        try (InputStream in = WarehouseTables.class.getResourceAsStream(FOLDER + script)) {
            if (in == null) {
                throw new IllegalStateException(FOLDER + script + " is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static RuntimeException failure(Database database, String what, SQLException e) {
        String message =
                "the warehouse at %s %s: %s"
                        .formatted(database.address(), what, Database.firstLine(e));
        return WarehouseAwayException.isAway(e)
                ? new WarehouseAwayException(message, e)
                : new WarehouseException(message, e);
    }
}
