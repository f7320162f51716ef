package dev.sluice.app.cli;

import dev.sluice.app.replay.KnownRequest;
import dev.sluice.app.replay.ReplayPlan;
import dev.sluice.app.replay.ReplayStatus;
import dev.sluice.app.replay.Requests;
import dev.sluice.app.replay.Verdict;
import dev.sluice.schemas.record.ResultStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Plans as they are reported. */
final class ReplaySamples {

    private ReplaySamples() {}

    static ReplayPlan.Item item(long offset, Verdict verdict) {
        return new ReplayPlan.Item(Requests.step(offset, "nightly", "s" + offset), verdict);
    }

    /** At most 0.00003 USD, of which 0.000000000007 were spent. */
    static Verdict.Ready ready(long root, ResultStatus status, String error) {
        return new Verdict.Ready(
                new Verdict.Wanted(Requests.id(root), Requests.result(status, error, 9), 7),
                30_000_000,
                Duration.ofMinutes(10));
    }

    static Verdict.Ready failed(long root) {
        return ready(root, ResultStatus.FAILED, "provider_error");
    }

    /** One of each kind; offset 15 repeats offset 12. */
    static ReplayPlan oneOfEach() {
        KnownRequest loose = Requests.request(14);
        return new ReplayPlan(
                List.of(
                        item(10, new Verdict.Answered(Requests.id(10))),
                        item(11, failed(11)),
                        item(12, new Verdict.InProgress(Requests.id(12))),
                        item(13, new Verdict.Cannot("model_not_found: no such model: gpt-2")),
                        new ReplayPlan.Item(loose, new Verdict.Left(ReplayStatus.UNKNOWN))),
                new TreeMap<>(Map.of(0, new ReplayPlan.Stretch(10, 15, 6))));
    }

    /** So many to replay. */
    static ReplayPlan many(int count) {
        List<ReplayPlan.Item> items =
                java.util.stream.IntStream.range(0, count)
                        .mapToObj(offset -> item(offset, failed(offset)))
                        .toList();
        return new ReplayPlan(
                items, new TreeMap<>(Map.of(0, new ReplayPlan.Stretch(0, count - 1, count))));
    }
}
