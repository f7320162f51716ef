package dev.sluice.warehouse.check;

import dev.sluice.warehouse.check.Tally.Faults;
import java.math.BigInteger;
import java.util.Iterator;
import java.util.Optional;

/**
 * Compares the records of one partition with their rows, both by ascending offset, holding one of
 * each in memory. One thread, once.
 */
public final class PartitionComparison {

    private final Bounds bounds;
    private long records;
    private long rows;
    private BigInteger recordPicos = BigInteger.ZERO;
    private BigInteger rowPicos = BigInteger.ZERO;
    private Faults missing = Faults.NONE;
    private Faults different = Faults.NONE;
    private Faults extra = Faults.NONE;
    private long behind;
    private long aged;

    private PartitionComparison(Bounds bounds) {
        this.bounds = bounds;
    }

    public static Tally compare(Bounds bounds, Iterator<Row> records, Iterator<Row> rows) {
        return new PartitionComparison(bounds).run(records, rows);
    }

    private Tally run(Iterator<Row> records, Iterator<Row> rows) {
        Optional<Row> record = next(records);
        Optional<Row> row = next(rows);
        while (record.isPresent() || row.isPresent()) {
            long recordAt = record.map(Row::offset).orElse(Long.MAX_VALUE);
            long rowAt = row.map(Row::offset).orElse(Long.MAX_VALUE);
            if (recordAt == rowAt) {
                both(record.orElseThrow(), row.orElseThrow());
                record = next(records);
                row = next(rows);
            } else if (recordAt < rowAt) {
                recordAlone(record.orElseThrow());
                record = next(records);
            } else {
                rowAlone(row.orElseThrow());
                row = next(rows);
            }
        }
        return new Tally(
                this.records,
                this.rows,
                recordPicos,
                rowPicos,
                missing,
                different,
                extra,
                behind,
                aged);
    }

    private void both(Row record, Row row) {
        count(record);
        countRow(row);
        if (!record.equals(row)) {
            different = different.and(record.offset());
        }
    }

    private void recordAlone(Row record) {
        if (record.offset() < bounds.taken()) {
            count(record);
            missing = missing.and(record.offset());
        } else if (record.offset() < bounds.asked()) {
            count(record);
            behind++;
        }
    }

    private void rowAlone(Row row) {
        if (row.offset() < bounds.begin()) {
            aged++;
        } else {
            countRow(row);
            extra = extra.and(row.offset());
        }
    }

    private void count(Row record) {
        records++;
        recordPicos = recordPicos.add(BigInteger.valueOf(record.picos()));
    }

    private void countRow(Row row) {
        rows++;
        rowPicos = rowPicos.add(BigInteger.valueOf(row.picos()));
    }

    private static Optional<Row> next(Iterator<Row> rows) {
        return rows.hasNext() ? Optional.of(rows.next()) : Optional.empty();
    }
}
