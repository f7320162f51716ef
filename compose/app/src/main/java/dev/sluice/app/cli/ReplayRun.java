package dev.sluice.app.cli;

import dev.sluice.app.replay.ReplayPlan;
import dev.sluice.app.replay.ReplaySummary;
import dev.sluice.app.replay.Verdict;
import dev.sluice.app.replay.kafka.Replay;
import dev.sluice.app.replay.kafka.ReplayResults;
import dev.sluice.app.roles.ClusterLink;
import dev.sluice.schemas.id.RequestId;
import dev.sluice.schemas.record.ResultStatus;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/** Carries a plan out as far as was asked for, and tells how it goes. */
final class ReplayRun {

    private static final int DONE = 0;
    private static final int NOT_RIGHT = 1;

    /** How far it goes. */
    enum Steps {
        LOOK,
        PUBLISH,
        PUBLISH_AND_WAIT
    }

    private final ClusterLink cluster;
    private final Replay replay;
    private final ReplayReport report;
    private final PrintWriter err;
    private final InstantSource clock;

    ReplayRun(
            ClusterLink cluster,
            Replay replay,
            ReplayReport report,
            PrintWriter err,
            InstantSource clock) {
        this.cluster = cluster;
        this.replay = replay;
        this.report = report;
        this.err = err;
        this.clock = clock;
    }

    /** The exit code: 1 where a request cannot be replayed, or a replay brought no answer. */
    int run(ReplayPlan plan, Steps steps) {
        report.planned(plan);
        ReplaySummary summary = ReplaySummary.of(plan);
        boolean good = summary.count(ReplaySummary.Fate.REPLAY) == 0 || carryOut(plan, steps);
        report.done();
        return good && summary.count(ReplaySummary.Fate.CANNOT) == 0 ? DONE : NOT_RIGHT;
    }

    /** Whether all went well, as far as was asked for. */
    private boolean carryOut(ReplayPlan plan, Steps steps) {
        return switch (steps) {
            case LOOK -> true;
            case PUBLISH -> {
                publish(plan);
                yield true;
            }
            case PUBLISH_AND_WAIT -> publishAndWait(plan);
        };
    }

    private Map<RequestId, RequestId> publish(ReplayPlan plan) {
        Map<RequestId, RequestId> published = new LinkedHashMap<>();
        try {
            replay.publish(
                    plan,
                    (original, again) -> {
                        published.put(original, again);
                        report.published(original, again);
                    });
        } catch (RuntimeException e) {
            report.publishedAll(published.size());
            report.done();
            throw e;
        }
        report.publishedAll(published.size());
        return published;
    }

    private boolean publishAndWait(ReplayPlan plan) {
        try (ReplayResults results = ReplayResults.open(cluster, err, clock)) {
            Map<RequestId, RequestId> published = publish(plan);
            Map<RequestId, ReplayResults.Outcome> outcomes =
                    results.await(published.values(), length(plan));
            report.ended(published, outcomes);
            return published.values().stream()
                    .map(outcomes::get)
                    .allMatch(it -> it != null && it.status() == ResultStatus.ANSWERED);
        }
    }

    private static Duration length(ReplayPlan plan) {
        return plan.items().stream()
                .map(ReplayPlan.Item::verdict)
                .filter(Verdict.Ready.class::isInstance)
                .map(verdict -> ((Verdict.Ready) verdict).length())
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }
}
