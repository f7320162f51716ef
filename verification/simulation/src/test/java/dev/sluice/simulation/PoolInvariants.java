package dev.sluice.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.record.InferenceResult;
import dev.sluice.schemas.record.ResultStatus;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What must be true of every run, by name. */
final class PoolInvariants {

    /** Of a refusal on its way back, and a call on its way there. */
    private static final double ON_THE_WAY = 0.05;

    private static final double BUDGET_WINDOW = 10;
    private static final int BUDGET_FLOOR = 10;

    /** Let go in one window and arrived in the next. */
    private static final int IN_BETWEEN = 3;

    private PoolInvariants() {}

    static void everyRequestIsAnsweredOnce(PoolOutcome run) {
        Map<String, Integer> results = new HashMap<>();
        for (PoolRun.Answer answer : run.answers()) {
            results.merge(answer.result().getRequestId(), 1, Integer::sum);
            assertThat(answer.result().getStatus())
                    .as("EveryRequestIsAnswered: %s", answer.result())
                    .isEqualTo(ResultStatus.ANSWERED);
        }
        assertThat(results).as("EveryRequestIsAnswered").hasSize(run.scenario().requests());
        assertThat(results.values()).as("AnsweredOnce").containsOnly(1);
    }

    static void laneNeverOverruns(PoolOutcome run) {
        assertThat(run.rateLimitedShare()).as("LaneNeverOverruns: %s", run).isLessThan(0.01);
    }

    /** After a key refused and its refusal came back, it is not called for a while. */
    static void coolingKeyNeverUsed(PoolOutcome run) {
        Map<String, Double> restsUntil = new HashMap<>();
        for (VirtualProvider.Call call : run.calls()) {
            double until = restsUntil.getOrDefault(call.key(), 0.0);
            double since = until - call.at();
            boolean tooSoon = since > 0 && call.at() > until - call.rest() + ON_THE_WAY;
            assertThat(tooSoon).as("CoolingKeyNeverUsed: %s before %s", call, until).isFalse();
            if (call.rest() > 0) {
                restsUntil.merge(call.key(), call.at() + call.rest(), Math::max);
            }
        }
    }

    static void noIdleKeyWhileOthersWait(PoolOutcome run) {
        assertThat(run.idle().values())
                .as("NoIdleKeyWhileOthersWait: %s %s", run.idle(), run)
                .allMatch(seconds -> seconds < 0.5);
    }

    /** 3 % of what the limits allow, and a moment for the first and the last. */
    static void goodputIsTheLimits(PoolOutcome run) {
        assertThat(run.seconds())
                .as("GoodputIsTheLimits: %s", run)
                .isLessThan(run.scenario().idealSeconds() / 0.97 + 0.5);
    }

    static void everyRequestHasOneResult(PoolOutcome run) {
        assertThat(run.answers().stream().map(answer -> answer.result().getRequestId()))
                .as("EveryRequestHasOneResult")
                .doesNotHaveDuplicates()
                .hasSize(run.scenario().requests());
    }

    /** Another model answers only where that was allowed, and the answer says so. */
    static void modelNeverChangesSilently(PoolOutcome run) {
        for (PoolRun.Answer answer : run.answers()) {
            InferenceResult result = answer.result();
            boolean other =
                    result.getServed()
                            .filter(served -> served.getProvider().equals(Worlds.OTHER))
                            .isPresent();
            assertThat(result.getDegraded())
                    .as("ModelNeverChangesSilently: %s", result)
                    .isEqualTo(other);
            if (other) {
                assertThat(Worlds.standInAllowed(result.getCustomId().orElseThrow()))
                        .as("ModelNeverChangesSilently: allowed for %s", result)
                        .isTrue();
                assertThat(result.getDegradation().orElseThrow().getAsked())
                        .as("ModelNeverChangesSilently")
                        .isEqualTo(Worlds.MODEL);
            }
        }
    }

    /**
     * In any ten seconds ten retries, and a tenth of the other calls. Counted where the calls
     * arrive, which is up to a second after they were let go.
     */
    static void retryBudgetHolds(PoolOutcome run) {
        List<VirtualProvider.Call> calls = run.calls();
        for (VirtualProvider.Call last : calls) {
            List<VirtualProvider.Call> window =
                    calls.stream()
                            .filter(call -> call.at() <= last.at())
                            .filter(call -> call.at() > last.at() - BUDGET_WINDOW)
                            .toList();
            long retries = window.stream().filter(VirtualProvider.Call::retry).count();
            long others = window.size() - retries;
            assertThat(retries)
                    .as("RetryBudgetHolds: of %d calls until %.1f s", window.size(), last.at())
                    .isLessThanOrEqualTo(BUDGET_FLOOR + others / 10 + IN_BETWEEN);
        }
    }
}
