package dev.sluice.app.replay;

import static dev.sluice.app.replay.Requests.NOON;
import static dev.sluice.app.replay.Requests.id;
import static dev.sluice.app.replay.Requests.keyed;
import static dev.sluice.app.replay.Requests.replay;
import static dev.sluice.app.replay.Requests.request;
import static dev.sluice.app.replay.Requests.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.schemas.record.ResultStatus;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** From what was read to what is done. */
class ReplayPlanTest {

    private static final ReplayRules USUAL =
            new ReplayRules(
                    ReplayStatus.parse(Arrays.asList(ReplayStatus.USUAL.split(",", -1))),
                    Optional.empty(),
                    Duration.ofDays(7));

    private final KnownRequests known = new KnownRequests(20);

    private ReplayPlan plan() {
        return ReplayPlan.of(known, USUAL, NOON.plusSeconds(60));
    }

    private String fates() {
        StringBuilder text = new StringBuilder();
        for (ReplayPlan.Item item : plan().items()) {
            text.append(item.request().id().offset())
                    .append(' ')
                    .append(ReplaySummary.Fate.of(item.verdict()))
                    .append(", ");
        }
        return text.toString();
    }

    @Test
    void twelveStepsThatDiedAtTheNinth() {
        for (int step = 1; step <= 12; step++) {
            known.select(Requests.step(step, "nightly", "s" + step));
            known.ended(
                    id(step), result(step < 9 ? ResultStatus.ANSWERED : ResultStatus.FAILED, step));
        }

        ReplaySummary summary = ReplaySummary.of(plan());

        assertThat(summary.counts())
                .isEqualTo(
                        Map.of(
                                ReplaySummary.Fate.ANSWERED, 8,
                                ReplaySummary.Fate.REPLAY, 4));
        assertThat(summary.byWorkflow()).containsOnlyKeys("nightly");
        assertThat(plan().selected()).isEqualTo(Map.of(0, new ReplayPlan.Stretch(1, 12, 12)));
    }

    @Test
    void whatWasReplayedIsNotReplayedAgainAlthoughOnlyTheOriginalWasSelected() {
        known.select(request(1));
        known.select(request(2));
        known.select(keyed(3, "k"));
        known.relate(replay(7, 1));
        known.relate(replay(8, 2));
        known.relate(keyed(9, "k"));
        for (int offset : new int[] {1, 2, 3}) {
            known.ended(id(offset), result(ResultStatus.FAILED, offset));
        }
        known.ended(id(7), result(ResultStatus.ANSWERED, 10));
        known.ended(id(9), result(ResultStatus.ANSWERED, 10));

        assertThat(fates()).isEqualTo("7 ANSWERED, 8 IN_PROGRESS, 9 ANSWERED, ");
        assertThat(plan().selectedCount()).isEqualTo(3);
    }

    @Test
    void requestsOfNoConcernAreNotKept() {
        known.select(request(1));
        known.relate(request(2));
        known.relate(replay(3, 2));
        known.relate(request(1));

        assertThat(known.has(id(1))).isTrue();
        assertThat(known.has(id(2))).isFalse();
        assertThat(known.has(id(3))).isFalse();
        assertThat(known.all()).hasSize(1);
    }

    @Test
    void aResultCountsMoreThanADeadLetter() {
        known.select(request(1));
        known.select(request(2));
        known.ended(id(1), new KnownEnd.Buried("undecided"));
        known.ended(id(1), result(ResultStatus.FAILED, 5));
        known.ended(id(2), result(ResultStatus.FAILED, 5));
        known.ended(id(2), new KnownEnd.Buried("undecided"));

        assertThat(fates()).isEqualTo("1 REPLAY, 2 REPLAY, ");
    }

    @Test
    void theFirstResultOfTwoCounts() {
        known.select(request(1));
        known.ended(id(1), result(ResultStatus.ANSWERED, 5));
        known.ended(id(1), result(ResultStatus.FAILED, 6));

        assertThat(fates()).isEqualTo("1 ANSWERED, ");
    }

    @Test
    void moreThanFitIntoMemoryAreRefusedWithWhatToDo() {
        for (int offset = 0; offset < 20; offset++) {
            known.select(request(offset));
        }

        assertThatThrownBy(() -> known.select(request(20)))
                .isInstanceOf(ReplayRefused.class)
                .hasMessageContaining("more than 20 requests")
                .hasMessageContaining("--since");
    }

    @Test
    void theEarliestTellsFromWhereOnToLookForRepeats() {
        assertThat(known.earliest()).isEmpty();
        known.select(request(5));
        known.select(request(2));
        known.select(request(9));

        assertThat(known.earliest()).contains(NOON.plusSeconds(2));
    }

    @Test
    void moneyIsAddedUpBeyondWhatALongHolds() {
        for (int offset = 0; offset < 3; offset++) {
            known.select(request(offset));
            known.ended(id(offset), result(ResultStatus.FAILED, 5));
        }
        ReplayPlan priced =
                plan().with(item ->
                        new ReplayPlan.Item(
                                item.request(),
                                new Verdict.Ready(
                                        (Verdict.Wanted) item.verdict(),
                                        Long.MAX_VALUE,
                                        Duration.ofMinutes(10))));

        ReplaySummary summary = ReplaySummary.of(priced);

        assertThat(summary.boundUsd())
                .isEqualByComparingTo(
                        BigDecimal.valueOf(Long.MAX_VALUE, 12).multiply(BigDecimal.valueOf(3)));
        assertThat(summary.spentUsd()).isEqualByComparingTo("0.000000000021");
    }
}
