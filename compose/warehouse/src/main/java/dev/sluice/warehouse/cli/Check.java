package dev.sluice.warehouse.cli;

import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.warehouse.WarehouseSource;
import dev.sluice.warehouse.WarehouseSource.Claim;
import dev.sluice.warehouse.check.Bounds;
import dev.sluice.warehouse.check.CheckReport;
import dev.sluice.warehouse.check.KeyComparison;
import dev.sluice.warehouse.check.PartitionComparison;
import dev.sluice.warehouse.check.Row;
import dev.sluice.warehouse.check.Tally;
import dev.sluice.warehouse.connect.Sinks;
import dev.sluice.warehouse.kafka.AskedTopic;
import dev.sluice.warehouse.kafka.CommittedRecords;
import dev.sluice.warehouse.kafka.RecordRows;
import dev.sluice.warehouse.kafka.SourceTopics;
import dev.sluice.warehouse.postgres.Database;
import dev.sluice.warehouse.postgres.RowQueries;
import dev.sluice.warehouse.postgres.SourceClaims;
import dev.sluice.warehouse.postgres.WarehouseException;
import dev.sluice.warehouse.postgres.WarehouseRows;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Reads both sides. The order matters: first how far the sinks say they are, then the rows, then
 * the records; so every row had its record, and what the sinks had taken has its row. One thread.
 */
final class Check {

    private static final Duration LOOK = Duration.ofMillis(500);

    private final SourceTopics topics;
    private final Database database;
    private final RecordRows recordRows;
    private final AskedTopic entries;
    private final AskedTopic spend;
    private final AskedTopic audit;

    Check(SourceTopics topics, SchemaRegistry registry, Database database) {
        this.topics = topics;
        this.database = database;
        this.recordRows = new RecordRows(registry);
        List<Claim> claims = claims();
        this.entries = asked(Sinks.ENTRIES, claims);
        this.spend = asked(Sinks.SPEND, claims);
        this.audit = asked(Sinks.AUDIT, claims);
    }

    /** Returns when the sinks took all that was there, or the time is over. */
    void awaitTaken(Duration max) {
        long start = System.nanoTime();
        List<AskedTopic> all = List.of(entries, spend, audit);
        while (!all.stream().allMatch(topic -> topic.backlog().isEmpty())
                && System.nanoTime() - start < max.toNanos()) {
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    CheckReport compare() {
        AskedTopic.Progress entriesNow = entries.progress();
        AskedTopic.Progress spendNow = spend.progress();
        AskedTopic.Progress auditNow = audit.progress();
        try (WarehouseRows rows = WarehouseRows.open(database)) {
            return new CheckReport(
                    List.of(
                            positions(Sinks.ENTRIES, entriesNow, rows, RowQueries.ENTRIES),
                            keys(spendNow, rows),
                            positions(Sinks.AUDIT, auditNow, rows, RowQueries.AUDIT)));
        }
    }

    private AskedTopic asked(Sinks sink, List<Claim> claims) {
        String group =
                claims.stream()
                        .filter(claim -> claim.topic().equals(sink.topic()))
                        .map(Claim::consumerGroup)
                        .findFirst()
                        // A Connect cluster that somebody else runs names its groups so.
                        .orElse("connect-" + sink.connector());
        return AskedTopic.now(topics, sink.topic(), group);
    }

    private List<Claim> claims() {
        WarehouseSource source =
                topics.source(Arrays.stream(Sinks.values()).map(Sinks::topic).toList());
        List<Claim> claims = SourceClaims.read(database);
        source.conflict(claims)
                .ifPresent(why -> {
                    throw new WarehouseException(why);
                });
        return claims;
    }

    private CheckReport.Part positions(
            Sinks sink, AskedTopic.Progress progress, WarehouseRows rows, String query) {
        Map<Integer, Tally> tallies = new TreeMap<>();
        progress.eachPartition((partition, bounds, records) -> {
            try (WarehouseRows.Cursor table = rows.rows(query, partition);
                    records) {
                tallies.put(
                        partition,
                        PartitionComparison.compare(
                                rows.highest(sink.table(), partition).stream()
                                        .mapToObj(bounds::seen)
                                        .findFirst()
                                        .orElse(bounds),
                                rows(sink, records),
                                table));
            }
        });
        // Rows of partitions that the topic does not have.
        for (int beyond = tallies.size(); beyond < rows.partitions(sink.table()); beyond++) {
            try (WarehouseRows.Cursor table = rows.rows(query, beyond)) {
                tallies.put(
                        beyond,
                        PartitionComparison.compare(
                                new Bounds(0, 0, 0), Collections.emptyIterator(), table));
            }
        }
        return new CheckReport.Positions(sink.table(), tallies);
    }

    private Iterator<Row> rows(Sinks sink, CommittedRecords records) {
        return records.map(sink == Sinks.AUDIT ? recordRows::audit : recordRows::entry);
    }

    private CheckReport.Part keys(AskedTopic.Progress progress, WarehouseRows rows) {
        Map<String, String> table = rows.byKey(RowQueries.SPEND);
        KeyComparison comparison = new KeyComparison();
        progress.eachPartition((_, bounds, records) -> {
            try (records) {
                Consumer<RecordRows.Keyed> add =
                        keyed ->
                                comparison.add(
                                        bounds, keyed.key(), keyed.offset(), keyed.content());
                records.map(recordRows::spend).forEachRemaining(add);
            }
        });
        return new CheckReport.Keys(Sinks.SPEND.table(), comparison.against(table));
    }
}
