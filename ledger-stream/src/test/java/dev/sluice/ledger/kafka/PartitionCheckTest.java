package dev.sluice.ledger.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.ledger.samples.Chains;
import dev.sluice.ledger.verify.PostedEntry;
import dev.sluice.schemas.record.AuditRecord;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PartitionCheckTest {

    private static final List<AuditRecord> CHAIN = Chains.of(Chains.keys(), 4, 5);

    private final PartitionCheck check = new PartitionCheck(Chains.keys());
    private final List<PostedEntry> lines = new ArrayList<>();

    @Test
    void linesOfAWholeChainAreHandedOn() {
        CHAIN.forEach(record -> check.audited(record, lines::add));
        assertThat(lines).hasSize(4);
    }

    @Test
    void linesBehindABrokenLinkProveNothing() {
        check.audited(CHAIN.get(0), lines::add);
        check.audited(CHAIN.get(2), lines::add);
        check.audited(CHAIN.get(3), lines::add);
        assertThat(lines).hasSize(1);
        assertThat(check.chain().fault()).isPresent();
    }
}
