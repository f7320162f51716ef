package dev.sluice.ledger.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.ledger.samples.Chains;
import dev.sluice.ledger.samples.Entries;
import dev.sluice.schemas.record.AuditRecord;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;

class PartitionVerificationTest {

    private static final List<AuditRecord> CHAIN = Chains.of(Chains.keys(), 4, 5);

    private final PartitionVerification partition = new PartitionVerification(Chains.keys());

    private void entries(int count) {
        for (int offset = 0; offset < count; offset++) {
            partition.entry(Entries.actual(offset, 5));
        }
    }

    private AuditReport report() {
        return AuditReport.of(List.of(partition));
    }

    @Test
    void aWholeChainAndItsLinesAreVerified() {
        CHAIN.forEach(partition::audited);
        entries(4);
        assertThat(report())
                .isEqualTo(new AuditReport(1, 4, 4, BigInteger.valueOf(20), List.of(), List.of()));
    }

    @Test
    void whatTheLedgerWritesMeanwhileIsVerifiedToo() {
        CHAIN.subList(0, 2).forEach(partition::audited);
        entries(3);
        CHAIN.subList(2, 4).forEach(partition::auditedLater);
        assertThat(report().verified()).isTrue();
    }

    @Test
    void aMissingLineIsADisagreement() {
        CHAIN.forEach(partition::audited);
        entries(3);
        assertThat(report().firstFault())
                .hasValueSatisfying(
                        fault -> assertThat(fault.kind()).isEqualTo(AuditFault.Kind.ENTRY_MISSING));
    }

    @Test
    void aCutOffTailOfTheChainShowsInTheLinesThatItNamed() {
        CHAIN.subList(0, 3).forEach(partition::audited);
        entries(4);
        assertThat(report().firstFault())
                .hasValueSatisfying(fault ->
                        assertThat(fault.kind()).isEqualTo(AuditFault.Kind.ENTRY_NOT_AUDITED));
    }

    @Test
    void behindABrokenLinkTheChainSpeaksForNoLine() {
        partition.audited(CHAIN.get(0));
        partition.unreadable("no magic byte");
        partition.audited(CHAIN.get(2));
        entries(4);
        AuditReport report = report();
        assertThat(report.chainFaults())
                .extracting(AuditFault::kind)
                .containsExactly(AuditFault.Kind.UNREADABLE);
        assertThat(report.entryFaults()).isEmpty();
        assertThat(report.auditedPicos()).isEqualTo(BigInteger.valueOf(5));
        assertThat(report.verified()).isFalse();
    }
}
