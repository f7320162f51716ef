package dev.sluice.ledger.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.ledger.samples.Ends;
import dev.sluice.schemas.record.AttemptEnd;
import dev.sluice.schemas.record.AuditRecord;
import dev.sluice.schemas.record.LedgerEntry;
import dev.sluice.schemas.topic.Topics;
import dev.sluice.testing.Samples;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An owner that dies between any two records leaves no trace in what is written. */
final class LedgerRestartSeedsTest {

    private static final int ENDS = 120;

    static LongStream seeds() {
        return LongStream.range(0, 12);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void restartsChangeNothingThatIsWritten(long seed) {
        List<AttemptEnd> ends = ends(new Random(seed));
        LedgerTask steady = new LedgerTask();
        ends.forEach(steady::end);
        steady.punctuate();
        LedgerTask restarted = new LedgerTask();
        Random deaths = new Random(seed + 1_000);
        for (AttemptEnd end : ends) {
            restarted.end(end);
            if (deaths.nextInt(4) == 0) {
                restarted.nextOwner();
            }
            if (deaths.nextInt(10) == 0) {
                restarted.punctuate();
            }
        }
        restarted.nextOwner();
        restarted.punctuate();
        assertThat(entries(restarted)).isEqualTo(entries(steady)).isNotEmpty();
        assertThat(audit(restarted)).isEqualTo(audit(steady)).hasSize(ENDS);
        assertThat(restarted.latest(LedgerTopology.SPEND_SINK, Topics.SPEND))
                .isEqualTo(steady.latest(LedgerTopology.SPEND_SINK, Topics.SPEND));
        assertThat(restarted.written(LedgerTopology.CONFLICTS_SINK, Topics.CONFLICTS))
                .isEqualTo(steady.written(LedgerTopology.CONFLICTS_SINK, Topics.CONFLICTS));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aNewOwnerWithNothingToDoWritesNothing(long seed) {
        LedgerTask task = new LedgerTask();
        ends(new Random(seed)).forEach(task::end);
        task.punctuate();
        int totals = task.written(LedgerTopology.SPEND_SINK, Topics.SPEND).size();
        for (int owner = 0; owner < 3; owner++) {
            task.nextOwner();
            task.punctuate();
        }
        assertThat(task.written(LedgerTopology.SPEND_SINK, Topics.SPEND)).hasSize(totals);
        assertThat(audit(task)).hasSize(ENDS);
    }

    private static List<AttemptEnd> ends(Random random) {
        return random.ints(ENDS, 0, 30)
                .mapToObj(n -> end(Samples.requestId(n), random.nextInt(5)))
                .toList();
    }

    private static AttemptEnd end(String id, int kind) {
        return switch (kind) {
            case 0 -> Ends.refused(id);
            case 1, 2 -> Ends.unknown(id);
            case 3 -> Ends.timedOut(id);
            default -> Ends.answered(id);
        };
    }

    private static List<LedgerEntry> entries(LedgerTask task) {
        return task.written(LedgerTopology.ENTRIES_SINK, Topics.ENTRIES);
    }

    private static List<AuditRecord> audit(LedgerTask task) {
        return task.written(LedgerTopology.AUDIT_SINK, Topics.AUDIT_LOG);
    }
}
