package dev.sluice.ledger.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.ledger.samples.Ends;
import dev.sluice.schemas.record.AuditRecord;
import dev.sluice.schemas.record.LedgerEntry;
import dev.sluice.schemas.record.SpendTotal;
import dev.sluice.schemas.topic.Topics;
import dev.sluice.testing.Samples;
import java.util.List;
import org.junit.jupiter.api.Test;

class LedgerRestartTest {

    private final LedgerTask task = new LedgerTask();

    @Test
    void theChainGoesOnUnderTheNextOwner() {
        task.end(Ends.answered(Samples.requestId(1)));
        task.nextOwner();
        task.end(Ends.answered(Samples.requestId(2)));
        List<AuditRecord> log = task.written(LedgerTopology.AUDIT_SINK, Topics.AUDIT_LOG);
        assertThat(log).extracting(AuditRecord::getSeq).containsExactly(0L, 1L);
        assertThat(log.get(1).getPrevMac()).isEqualTo(log.get(0).getMac());
    }

    @Test
    void anEntryThatWasNotInTheTotalsYetIsTakenUpByTheNextOwner() {
        task.end(Ends.answered(Samples.requestId(1)));
        task.nextOwner();
        assertThat(task.written(LedgerTopology.SPEND_SINK, Topics.SPEND)).isEmpty();
        task.punctuate();
        assertThat(task.written(LedgerTopology.SPEND_SINK, Topics.SPEND))
                .extracting(SpendTotal::getCalls)
                .isNotEmpty()
                .containsOnly(1L);
    }

    @Test
    void theNextOwnerKnowsWhatWasCharged() {
        task.end(Ends.unknown(Samples.requestId(1)));
        task.nextOwner();
        task.end(Ends.answered(Samples.requestId(1)));
        task.nextOwner();
        task.end(Ends.answered(Samples.requestId(1)));
        assertThat(task.written(LedgerTopology.ENTRIES_SINK, Topics.ENTRIES))
                .extracting(LedgerEntry::getLine)
                .containsExactly(1, 2, 3);
    }
}
