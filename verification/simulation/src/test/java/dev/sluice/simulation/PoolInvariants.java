package dev.sluice.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.record.ErrorClass;
import dev.sluice.schemas.record.InferenceResult;
import dev.sluice.schemas.record.ResultStatus;
import java.util.HashMap;
import java.util.Map;

/** What must be true of every run, by name. */
final class PoolInvariants {

    /** Of a refusal on its way back, and a call on its way there. */
    private static final double ON_THE_WAY = 0.05;

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

    static void modelNeverChangesSilently(PoolOutcome run) {
        for (PoolRun.Answer answer : run.answers()) {
            InferenceResult result = answer.result();
            assertThat(result.getModel().equals(Worlds.MODEL) || result.getDegraded())
                    .as("ModelNeverChangesSilently: %s", result)
                    .isTrue();
        }
    }

    /** A tenth of the other calls, and a few for a beginning. */
    static void retryBudgetHolds(PoolOutcome run) {
        long failed = run.refused(ErrorClass.SERVER_ERROR);
        long others = run.calls().size() - failed;
        assertThat(failed)
                .as("RetryBudgetHolds: %s", run)
                .isLessThanOrEqualTo(firsts(run) + others / 10 + (long) run.seconds() + 20);
    }

    /** Failures of first calls are no retries: each request may have one. */
    private static long firsts(PoolOutcome run) {
        return run.scenario().requests();
    }
}
