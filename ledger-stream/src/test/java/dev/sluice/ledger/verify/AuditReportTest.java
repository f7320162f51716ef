package dev.sluice.ledger.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;

class AuditReportTest {

    private static final AuditFault GAP = new AuditFault("chain", 3, AuditFault.Kind.GAP, "detail");
    private static final AuditFault MISSING =
            new AuditFault("chain", 1, AuditFault.Kind.ENTRY_MISSING, "detail");

    private static AuditReport report(List<AuditFault> chain, List<AuditFault> entries) {
        return new AuditReport(4, 10, 5, BigInteger.TEN, chain, entries);
    }

    @Test
    void aReportWithoutFaultsIsVerified() {
        AuditReport report = report(List.of(), List.of());
        assertThat(report.verified()).isTrue();
        assertThat(report.totalsMatch()).isTrue();
        assertThat(report.firstFault()).isEmpty();
    }

    @Test
    void aDisagreementWithTheLedgerIsNotVerified() {
        AuditReport report = report(List.of(), List.of(MISSING));
        assertThat(report.verified()).isFalse();
        assertThat(report.totalsMatch()).isFalse();
    }

    @Test
    void aBrokenChainIsNamedFirst() {
        assertThat(report(List.of(GAP), List.of(MISSING)).firstFault()).contains(GAP);
    }

    @Test
    void aFaultReadsAsASentence() {
        assertThat(GAP).hasToString("GAP at record 3 of chain: detail");
    }
}
