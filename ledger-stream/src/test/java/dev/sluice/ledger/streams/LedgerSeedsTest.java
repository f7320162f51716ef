package dev.sluice.ledger.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.ledger.audit.ChainKeys;
import dev.sluice.ledger.samples.Chains;
import dev.sluice.ledger.samples.Ends;
import dev.sluice.ledger.spend.Scope;
import dev.sluice.ledger.spend.SpendFold;
import dev.sluice.ledger.spend.SpendKey;
import dev.sluice.ledger.spend.SpendReport;
import dev.sluice.ledger.verify.AuditReport;
import dev.sluice.ledger.verify.PartitionVerification;
import dev.sluice.schemas.money.PicoUsd;
import dev.sluice.schemas.record.AttemptEnd;
import dev.sluice.schemas.record.AuditRecord;
import dev.sluice.schemas.record.LedgerEntry;
import dev.sluice.schemas.record.SpendTotal;
import dev.sluice.schemas.record.TokenUsage;
import dev.sluice.schemas.topic.Topics;
import dev.sluice.testing.Samples;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ends of all kinds, repeated, corrected and contradicted at random, with owners that die. */
class LedgerSeedsTest {

    private static final int ENDS = 600;

    private final LedgerTask task = new LedgerTask();

    private static AttemptEnd anyEnd(Random random) {
        String id = Samples.requestId(random.nextInt(ENDS / 3));
        return switch (random.nextInt(6)) {
            case 0 -> Ends.refused(id);
            case 1 -> Ends.unknown(id);
            case 2 -> Ends.timedOut(id);
            default ->
                    AttemptEnd.newBuilder(Ends.answered(id))
                            .setUsage(
                                    new TokenUsage(
                                            (long) random.nextInt(20),
                                            (long) random.nextInt(150),
                                            0L,
                                            0L))
                            .setEndedAt(Samples.NOON.plus(Duration.ofHours(random.nextInt(48))))
                            .build();
        };
    }

    private void run(Random random) {
        for (int i = 0; i < ENDS; i++) {
            task.end(anyEnd(random));
            if (random.nextInt(20) == 0) {
                task.punctuate();
            }
            if (random.nextInt(30) == 0) {
                task.nextOwner();
            }
        }
        task.punctuate();
    }

    private List<LedgerEntry> entries() {
        return task.written(LedgerTopology.ENTRIES_SINK, Topics.ENTRIES);
    }

    private static Map<String, SpendTotal> foldFromZero(List<LedgerEntry> entries) {
        Map<String, SpendTotal> totals = new HashMap<>();
        for (LedgerEntry entry : entries) {
            for (SpendKey key : SpendKey.of(entry, 0)) {
                SpendTotal before = totals.getOrDefault(key.toString(), SpendFold.empty(key));
                totals.put(key.toString(), SpendFold.add(before, entry));
            }
        }
        return totals;
    }

    private static BigDecimal sum(List<LedgerEntry> entries) {
        return entries.stream()
                .map(entry -> PicoUsd.toUsd(entry.getAmountPicos()))
                .reduce(PicoUsd.toUsd(0), BigDecimal::add);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void theSumOfEntriesIsTheFoldFromZeroIsTheTotalsThatWereTold(long seed) {
        run(new Random(seed));
        Map<String, SpendTotal> told = task.latest(LedgerTopology.SPEND_SINK, Topics.SPEND);
        assertThat(told).isEqualTo(foldFromZero(entries()));
        SpendReport report = SpendReport.of(told);
        assertThat(report.usd(SpendKey.TOTAL)).isEqualTo(sum(entries()));
        assertThat(report.lines(Scope.MODEL, SpendKey.TOTAL))
                .allSatisfy(line -> assertThat(line.calls()).isPositive());
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {11, 12, 13, 14})
    void everyAttemptHasAtMostOneChargeInForce(long seed) {
        run(new Random(seed));
        Map<String, Integer> inForce = new HashMap<>();
        Set<String> ids = new HashSet<>();
        for (LedgerEntry entry : entries()) {
            assertThat(ids.add(entry.getEntryId())).as(entry.getEntryId()).isTrue();
            int change =
                    switch (entry.getKind()) {
                        case ACTUAL, UNKNOWN -> 1;
                        case REVERSAL -> -1;
                    };
            inForce.merge(entry.getRequestId(), change, Integer::sum);
        }
        assertThat(inForce.values()).allSatisfy(count -> assertThat(count).isBetween(0, 1));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {21, 22, 23, 24})
    void theChainIsWholeOverAllOwnersAndNamesEveryEntry(long seed) {
        run(new Random(seed));
        List<AuditRecord> log = task.written(LedgerTopology.AUDIT_SINK, Topics.AUDIT_LOG);
        PartitionVerification partition =
                new PartitionVerification(ChainKeys.of(LedgerDriver.ROOT, Chains.ORIGIN.chain(0)));
        log.forEach(partition::audited);
        entries().forEach(partition::entry);
        AuditReport report = AuditReport.of(List.of(partition));
        assertThat(report.records()).isEqualTo(ENDS);
        assertThat(report.entries()).isEqualTo(entries().size()).isPositive();
        assertThat(report.firstFault()).isEmpty();
        assertThat(PicoUsd.toUsd(1).multiply(new BigDecimal(report.auditedPicos())))
                .isEqualTo(sum(entries()));
    }
}
