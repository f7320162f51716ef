package dev.sluice.warehouse.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.warehouse.check.CheckReport.Keys;
import dev.sluice.warehouse.check.CheckReport.Outcome;
import dev.sluice.warehouse.check.CheckReport.Positions;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class CheckReportTest {

    private static final Keys KEYS_EQUAL =
            new Keys("ledger_spend", new KeyComparison.Found(3, 3, 0, 0, Optional.empty()));

    @Test
    void equalIsSaidWithSumsInDollars() {
        CheckReport report =
                new CheckReport(
                        List.of(
                                new Positions(
                                        "ledger_entries",
                                        Map.of(0, tally(3, 3, 3), 1, tally(2, 2, 2))),
                                KEYS_EQUAL));

        assertThat(report.outcome()).isEqualTo(Outcome.EQUAL);
        assertThat(report.firstFault()).isEmpty();
        assertThat(report.lines())
                .hasSize(3)
                .anySatisfy(line ->
                        assertThat(line)
                                .startsWith("ledger_entries")
                                .contains("0.000000005000 / 0.000000005000")
                                .endsWith("equal"));
    }

    @Test
    void aFaultNamesTablePartitionAndOffset() {
        CheckReport report =
                new CheckReport(
                        List.of(
                                new Positions(
                                        "ledger_entries",
                                        Map.of(0, tally(1, 1, 1), 3, tally(5, 2, 5))),
                                KEYS_EQUAL));

        assertThat(report.outcome()).isEqualTo(Outcome.DIFFERENT);
        assertThat(report.firstFault())
                .hasValue("ledger_entries, partition 3: 3 missing, the first at offset 2");
        assertThat(report.lines().getLast()).contains("partition 3");
    }

    @Test
    void whatIsOnItsWayIsBehindAndNotDifferent() {
        CheckReport report =
                new CheckReport(
                        List.of(new Positions("audit_log", Map.of(0, tally(5, 2, 2))), KEYS_EQUAL));

        assertThat(report.outcome()).isEqualTo(Outcome.BEHIND);
        assertThat(String.join("\n", report.lines())).contains("3 behind");
    }

    @Test
    void rowsThatOutliveTheirRecordsAreNoFault() {
        Tally tally = PartitionComparison.compare(new Bounds(2, 4, 4), first(0), first(2));

        CheckReport report =
                new CheckReport(List.of(new Positions("audit_log", Map.of(0, tally)), KEYS_EQUAL));

        assertThat(report.outcome()).isEqualTo(Outcome.EQUAL);
        assertThat(String.join("\n", report.lines()))
                .contains("equal, and 2 older than Kafka keeps");
    }

    @Test
    void aKeyThatIsDifferentIsNamed() {
        CheckReport report =
                new CheckReport(
                        List.of(
                                new Keys(
                                        "ledger_spend",
                                        new KeyComparison.Found(
                                                3, 3, 1, 2, Optional.of("team|a/b|total")))));

        assertThat(report.outcome()).isEqualTo(Outcome.DIFFERENT);
        assertThat(report.firstFault())
                .hasValue("ledger_spend: 2 keys different, the first 'team|a/b|total'");
    }

    private static Tally tally(long records, long rows, long taken) {
        return PartitionComparison.compare(
                new Bounds(0, taken, records), first(records), first(rows));
    }

    private static Iterator<Row> first(long count) {
        return LongStream.range(0, count)
                .mapToObj(offset -> new Row(offset, 1_000, "c"))
                .iterator();
    }
}
