package dev.sluice.warehouse.postgres;

import dev.sluice.warehouse.check.Row;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.OptionalLong;

/** The rows of a warehouse as they were at one moment: all reads see the same. One thread. */
public final class WarehouseRows implements AutoCloseable {

    private static final int FETCH_ROWS = 5_000;

    private final Database database;
    private final Connection connection;

    private WarehouseRows(Database database, Connection connection) {
        this.database = database;
        this.connection = connection;
    }

    public static WarehouseRows open(Database database) {
        Connection connection = database.connect();
        try {
            connection.setAutoCommit(false);
            connection.setReadOnly(true);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            return new WarehouseRows(database, connection);
        } catch (SQLException e) {
            throw WarehouseTables.failure(database, "cannot be read", e);
        }
    }

    /**
     * The highest offset of a partition in a table; empty where it has no rows of it.
     *
     * @param table a name of ours, not of a stranger
     */
    public OptionalLong highest(String table, int partition) {
        String sql = "SELECT max(kafka_offset) FROM " + table + " WHERE kafka_partition = ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setInt(1, partition);
            try (ResultSet found = statement.executeQuery()) {
                found.next();
                long offset = found.getLong(1);
                return found.wasNull() ? OptionalLong.empty() : OptionalLong.of(offset);
            }
        } catch (SQLException e) {
            throw WarehouseTables.failure(database, "cannot be read", e);
        }
    }

    /** How many partitions have rows in a table, by the highest number. */
    public int partitions(String table) {
        String sql = "SELECT coalesce(max(kafka_partition), -1) + 1 FROM " + table;
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet found = statement.executeQuery()) {
            found.next();
            return found.getInt(1);
        } catch (SQLException e) {
            throw WarehouseTables.failure(database, "cannot be read", e);
        }
    }

    /**
     * The rows of one partition by ascending offset, read as they are asked for.
     *
     * @param sql takes the partition, gives offset, amount and content
     */
    public Cursor rows(String sql, int partition) {
        try {
            PreparedStatement statement = connection.prepareStatement(sql);
            statement.setFetchSize(FETCH_ROWS);
            statement.setInt(1, partition);
            return new Cursor(database, statement, statement.executeQuery());
        } catch (SQLException e) {
            throw WarehouseTables.failure(database, "cannot be read", e);
        }
    }

    /**
     * All rows of a table by key.
     *
     * @param sql gives key and content
     */
    public Map<String, String> byKey(String sql) {
        Map<String, String> rows = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setFetchSize(FETCH_ROWS);
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    rows.put(found.getString(1), found.getString(2));
                }
            }
            return rows;
        } catch (SQLException e) {
            throw WarehouseTables.failure(database, "cannot be read", e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw WarehouseTables.failure(database, "does not end the reading", e);
        }
    }

    /** Rows, one after the other. */
    public static final class Cursor implements Iterator<Row>, AutoCloseable {

        private final Database database;
        private final PreparedStatement statement;
        private final ResultSet rows;
        private boolean present;

        private Cursor(Database database, PreparedStatement statement, ResultSet rows)
                throws SQLException {
            this.database = database;
            this.statement = statement;
            this.rows = rows;
            this.present = rows.next();
        }

        @Override
        public boolean hasNext() {
            return present;
        }

        @Override
        public Row next() {
            if (!present) {
                throw new NoSuchElementException();
            }
            try {
                Row row = new Row(rows.getLong(1), rows.getLong(2), rows.getString(3));
                present = rows.next();
                return row;
            } catch (SQLException e) {
                throw WarehouseTables.failure(database, "cannot be read", e);
            }
        }

        @Override
        public void close() {
            try (statement;
                    rows) {
                present = false;
            } catch (SQLException e) {
                throw WarehouseTables.failure(database, "does not end the reading", e);
            }
        }
    }
}
