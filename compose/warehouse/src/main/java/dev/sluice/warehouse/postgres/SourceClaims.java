package dev.sluice.warehouse.postgres;

import dev.sluice.warehouse.WarehouseSource;
import dev.sluice.warehouse.WarehouseSource.Claim;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The table {@code warehouse_source}: whose records this warehouse holds, and under which consumer
 * groups Kafka keeps how far it is. A fresh database has groups of its own, so that it is filled
 * from the beginning whatever another one has read.
 */
public final class SourceClaims {

    private SourceClaims() {}

    /** What was claimed so far; empty for a database that `warehouse up` has not seen. */
    public static List<Claim> read(Database database) {
        try (Connection connection = database.connect()) {
            return read(connection, database);
        } catch (SQLException e) {
            throw WarehouseTables.failure(database, "cannot be looked at", e);
        }
    }

    private static List<Claim> read(Connection connection, Database database) {
        List<Claim> claims = new ArrayList<>();
        try (PreparedStatement exists =
                        connection.prepareStatement(
                                "SELECT to_regclass('warehouse_source') IS NOT NULL");
                ResultSet there = exists.executeQuery()) {
            if (!there.next() || !there.getBoolean(1)) {
                return claims;
            }
        } catch (SQLException e) {
            throw WarehouseTables.failure(database, "cannot be looked at", e);
        }
        try (PreparedStatement select =
                        connection.prepareStatement(
                                "SELECT topic, cluster_id, topic_id, consumer_group FROM warehouse_source ORDER BY topic");
                ResultSet found = select.executeQuery()) {
            while (found.next()) {
                claims.add(
                        new Claim(
                                found.getString(1),
                                found.getString(2),
                                found.getString(3),
                                found.getString(4)));
            }
            return claims;
        } catch (SQLException e) {
            throw WarehouseTables.failure(database, "cannot be looked at", e);
        }
    }

    /**
     * Claims what nobody claimed, and returns all.
     *
     * @param groups gives a topic's consumer group, another one at each call
     * @throws WarehouseException where it holds another source's records
     */
    public static List<Claim> claim(
            Database database, WarehouseSource source, UnaryOperator<String> groups) {
        try (Connection connection = database.connect()) {
            List<Claim> before = read(connection, database);
            source.conflict(before)
                    .ifPresent(why -> {
                        throw new WarehouseException(why);
                    });
            try (PreparedStatement insert =
                    connection.prepareStatement(
                            "INSERT INTO warehouse_source (topic, cluster_id, topic_id, consumer_group) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING")) {
                for (String topic : source.topicIds().keySet()) {
                    insert.setString(1, topic);
                    insert.setString(2, source.clusterId());
                    insert.setString(3, source.topicIds().get(topic));
                    insert.setString(4, groups.apply(topic));
                    insert.executeUpdate();
                }
            }
            return read(connection, database);
        } catch (SQLException e) {
            throw WarehouseTables.failure(database, "cannot be claimed", e);
        }
    }
}
