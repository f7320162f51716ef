package dev.sluice.ledger.spend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.ledger.samples.Entries;
import dev.sluice.schemas.money.PicoUsd;
import dev.sluice.schemas.record.LedgerEntry;
import dev.sluice.schemas.record.SpendTotal;
import dev.sluice.schemas.record.Tenant;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SpendReportTest {

    private static LedgerEntry of(String customer, long picos) {
        return LedgerEntry.newBuilder(Entries.actual(1, picos))
                .setTenant(new Tenant(customer, "research", customer + "-key"))
                .build();
    }

    /** What two ledger partitions write: acme's is 0, globex's is 1. */
    private static Map<String, SpendTotal> twoPartitions() {
        Map<String, SpendTotal> latest = new HashMap<>();
        List<LedgerEntry> entries = List.of(of("acme", 100), of("globex", 20), of("acme", 3));
        for (LedgerEntry entry : entries) {
            int partition = entry.getTenant().getCustomer().equals("acme") ? 0 : 1;
            for (SpendKey key : SpendKey.of(entry, partition)) {
                SpendTotal before = latest.getOrDefault(key.toString(), SpendFold.empty(key));
                latest.put(key.toString(), SpendFold.add(before, entry));
            }
        }
        return latest;
    }

    @Test
    void sharesOfOneModelAreAdded() {
        SpendReport report = SpendReport.of(twoPartitions());
        assertThat(report.lines(Scope.MODEL, SpendKey.TOTAL))
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.calls()).isEqualTo(3);
                    assertThat(line.usd()).isEqualTo(PicoUsd.toUsd(123));
                });
    }

    @Test
    void customersAreListedTheDearestFirst() {
        SpendReport report = SpendReport.of(twoPartitions());
        assertThat(report.lines(Scope.CUSTOMER, "2026-01-01"))
                .extracting(SpendReport.Line::id)
                .containsExactly("acme", "globex");
    }

    @Test
    void everyScopeAddsUpToTheSameDollars() {
        SpendReport report = SpendReport.of(twoPartitions());
        for (Scope scope : Scope.values()) {
            BigDecimal usd = PicoUsd.toUsd(0);
            for (SpendReport.Line line : report.lines(scope, SpendKey.TOTAL)) {
                usd = usd.add(line.usd());
            }
            assertThat(usd).as(scope.text()).isEqualTo(report.usd(SpendKey.TOTAL));
        }
        assertThat(report.usd(SpendKey.TOTAL)).isEqualTo(PicoUsd.toUsd(123));
    }

    @Test
    void nothingSpentIsNoLineAndNoDollars() {
        SpendReport report = SpendReport.of(Map.of());
        assertThat(report.lines()).isEmpty();
        assertThat(report.usd(SpendKey.TOTAL)).isEqualTo(PicoUsd.toUsd(0));
    }
}
