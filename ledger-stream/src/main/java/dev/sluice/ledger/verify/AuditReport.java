package dev.sluice.ledger.verify;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a verification found.
 *
 * @param chains partitions of {@code audit.log}
 * @param records audit records read
 * @param entries lines of the ledger compared with them
 * @param auditedPicos sum of all audited lines
 * @param chainFaults the first fault of each chain that has one
 * @param entryFaults the first disagreement of each partition of the ledger that has one, where its
 *     chain is whole
 */
public record AuditReport(
        int chains,
        long records,
        long entries,
        BigInteger auditedPicos,
        List<AuditFault> chainFaults,
        List<AuditFault> entryFaults) {

    public AuditReport {
        chainFaults = List.copyOf(chainFaults);
        entryFaults = List.copyOf(entryFaults);
    }

    /** What was found in all partitions, in their order. */
    public static AuditReport of(List<PartitionVerification> partitions) {
        return new AuditReport(
                partitions.size(),
                partitions.stream().mapToLong(PartitionVerification::records).sum(),
                partitions.stream().mapToLong(PartitionVerification::entries).sum(),
                partitions.stream()
                        .map(PartitionVerification::auditedPicos)
                        .reduce(BigInteger.ZERO, BigInteger::add),
                faults(partitions, PartitionVerification::chainFault),
                faults(partitions, PartitionVerification::entryFault));
    }

    private static List<AuditFault> faults(
            List<PartitionVerification> partitions,
            Function<PartitionVerification, Optional<AuditFault>> fault) {
        return partitions.stream().map(fault).flatMap(Optional::stream).toList();
    }

    /** Whether every chain is whole and the ledger agrees with them. */
    public boolean verified() {
        return chainFaults.isEmpty() && entryFaults.isEmpty();
    }

    /** Whether every audited charge is a line of the ledger, and the other way round. */
    public boolean totalsMatch() {
        return entryFaults.isEmpty();
    }

    /** A broken chain before a disagreement that may follow from it. */
    public Optional<AuditFault> firstFault() {
        return chainFaults.stream().findFirst().or(() -> entryFaults.stream().findFirst());
    }
}
