package dev.sluice.ledger.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.ledger.audit.AuditChain;
import dev.sluice.ledger.audit.ChainKeys;
import dev.sluice.ledger.samples.Chains;
import dev.sluice.ledger.samples.Entries;
import dev.sluice.schemas.record.AuditRecord;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Several chains that grow at the same time, and what happens when they are mixed up. */
final class InterleavedChainsTest {

    private static final int CHAINS = 3;

    private static ChainKeys keys(int partition) {
        return ChainKeys.of(Chains.rootKey("root"), Chains.ORIGIN.chain(partition));
    }

    static LongStream seeds() {
        return LongStream.range(0, 20);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void chainsThatAreReadInTurnsAreWhole(long seed) {
        Random random = new Random(seed);
        List<List<AuditRecord>> chains = new ArrayList<>();
        List<PartitionVerification> partitions = new ArrayList<>();
        for (int partition = 0; partition < CHAINS; partition++) {
            chains.add(Chains.of(keys(partition), 10, 5));
            partitions.add(new PartitionVerification(keys(partition)));
        }
        Map<Integer, Integer> read = new HashMap<>();
        for (int left = CHAINS * 10; left > 0; ) {
            int partition = random.nextInt(CHAINS);
            int next = read.getOrDefault(partition, 0);
            if (next < 10) {
                partitions.get(partition).audited(chains.get(partition).get(next));
                read.put(partition, next + 1);
                left--;
            }
        }
        partitions.forEach(partition -> {
            for (int offset = 0; offset < 10; offset++) {
                partition.entry(Entries.actual(offset, 5));
            }
        });
        AuditReport report = AuditReport.of(partitions);
        assertThat(report.verified()).isTrue();
        assertThat(report.records()).isEqualTo(30);
        assertThat(report.auditedPicos()).isEqualTo(BigInteger.valueOf(150));
    }

    @ParameterizedTest(name = "{0} is {2} at {1}")
    @CsvSource({
        "0:0 0:1 1:2,         2, WRONG_CHAIN",
        "1:0 0:0 0:1,         0, WRONG_CHAIN",
        "0:0 1:0 0:1,         1, WRONG_CHAIN",
        "0:0 0:2 1:1 0:1,     1, REORDERED",
        "0:0 0:2 1:1,         1, GAP",
        "0:1 1:0,             0, TRUNCATED_HEAD",
        "0:1 1:0 0:0,         0, REORDERED",
        "0:0 0:0 1:1,         1, REPEATED",
        "0:0 0:1 0:0 1:0,     2, REPEATED",
    })
    void recordsOfAnotherChainAreFoundWhereTheyStand(
            String order, long position, AuditFault.Kind kind) {
        List<List<AuditRecord>> chains =
                List.of(Chains.of(keys(0), 3, 5), Chains.of(keys(1), 3, 5));
        ChainVerifier verifier = new ChainVerifier(keys(0));
        for (String record : order.split(" ", -1)) {
            verifier.next(
                    chains.get(record.charAt(0) - '0')
                            .get(record.charAt(record.length() - 1) - '0'));
        }
        assertThat(verifier.fault())
                .hasValueSatisfying(fault -> {
                    assertThat(fault.kind()).isEqualTo(kind);
                    assertThat(fault.position()).isEqualTo(position);
                });
    }

    /** Two owners that both think that the partition is theirs, which transactions prevent. */
    @Test
    void twoLinksThatFollowTheSameOneAreARepetition() {
        AuditChain chain = new AuditChain(keys(0));
        AuditChain.Link first = chain.append(chain.start(), Chains.answer(0, 5));
        AuditChain.Link one = chain.append(first.head(), Chains.answer(1, 5));
        AuditChain.Link other = chain.append(first.head(), Chains.answer(2, 7));
        ChainVerifier verifier = new ChainVerifier(keys(0));
        List.of(first, one, other).forEach(link -> verifier.next(link.record()));
        assertThat(verifier.fault())
                .hasValueSatisfying(
                        fault -> assertThat(fault.kind()).isEqualTo(AuditFault.Kind.REPEATED));
    }

    @Test
    void aForkThatGoesOnFromTheOtherLinkIsABrokenLink() {
        AuditChain chain = new AuditChain(keys(0));
        AuditChain.Link first = chain.append(chain.start(), Chains.answer(0, 5));
        AuditChain.Link one = chain.append(first.head(), Chains.answer(1, 5));
        AuditChain.Link other = chain.append(first.head(), Chains.answer(2, 7));
        AuditChain.Link onOther = chain.append(other.head(), Chains.answer(3, 5));
        ChainVerifier verifier = new ChainVerifier(keys(0));
        List.of(first, one, onOther).forEach(link -> verifier.next(link.record()));
        assertThat(verifier.fault())
                .hasValueSatisfying(fault -> {
                    assertThat(fault.kind()).isEqualTo(AuditFault.Kind.BROKEN_LINK);
                    assertThat(fault.position()).isEqualTo(2);
                });
    }
}
