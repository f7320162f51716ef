package dev.sluice.app.replay.kafka;

import dev.sluice.app.kafka.Await;
import dev.sluice.app.replay.ReplayRefused;
import dev.sluice.app.roles.ClusterLink;
import dev.sluice.client.kafka.ResultsReader;
import dev.sluice.schemas.id.RequestId;
import dev.sluice.schemas.record.InferenceResult;
import dev.sluice.schemas.record.ResultStatus;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Waits for the results of replays. Opened before they are published, so that none is missed. One
 * thread beside the reader's own.
 */
public final class ReplayResults implements AutoCloseable {

    private static final Duration POSITIONED_MAX = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(50);

    /**
     * A result comes a few seconds after its deadline at the latest; somebody may be taken over.
     */
    private static final Duration LATE_MAX = Duration.ofSeconds(30);

    /** What became of a replay. */
    public record Outcome(ResultStatus status, long costPicos) {}

    private final Map<String, Outcome> outcomes = new ConcurrentHashMap<>();
    private final ResultsReader reader;
    private final ReplayProgress progress;

    private ReplayResults(ClusterLink cluster, PrintWriter progress, InstantSource clock) {
        this.progress = new ReplayProgress(progress, System::nanoTime);
        this.reader =
                ResultsReader.start(
                        cluster.bootstrapServers(),
                        cluster.registry(),
                        ResultsReader.From.END,
                        this::take,
                        clock);
    }

    /**
     * Returns when every result from now on will be seen.
     *
     * @throws ReplayRefused where results cannot be read
     */
    public static ReplayResults open(
            ClusterLink cluster, PrintWriter progress, InstantSource clock) {
        ReplayResults results = new ReplayResults(cluster, progress, clock);
        Optional<Boolean> positioned =
                Await.until(
                        POSITIONED_MAX,
                        PAUSE,
                        () -> Optional.of(results.reader.positioned()).filter(it -> it));
        if (positioned.isEmpty()) {
            results.close();
            throw new ReplayRefused(
                    "cannot read inference.results: "
                            + results.reader.failure().orElse("Kafka does not answer"));
        }
        return results;
    }

    /** Of replays only: others are many. */
    private void take(InferenceResult result) {
        if (result.getReplayOf().isPresent()) {
            outcomes.put(
                    result.getRequestId(), new Outcome(result.getStatus(), result.getCostPicos()));
        }
    }

    /**
     * The outcomes of these requests; without those that had none long after the last deadline.
     *
     * @param length from now to the last deadline
     * @throws ReplayRefused where results cannot be read any more
     */
    public Map<RequestId, Outcome> await(Collection<RequestId> ids, Duration length) {
        Map<RequestId, Outcome> found = new HashMap<>();
        Set<RequestId> missing = new HashSet<>(ids);
        Optional<Boolean> _ =
                Await.until(
                        length.plus(LATE_MAX),
                        PAUSE,
                        () -> {
                            rejectFailure();
                            missing.removeIf(id -> look(id, found));
                            progress.at("results", found.size(), ids.size());
                            return Optional.of(missing.isEmpty()).filter(it -> it);
                        });
        return found;
    }

    private void rejectFailure() {
        if (reader.failure().isPresent()) {
            throw new ReplayRefused(reader.failure().get());
        }
    }

    private boolean look(RequestId id, Map<RequestId, Outcome> found) {
        Optional<Outcome> outcome = Optional.ofNullable(outcomes.get(id.toString()));
        outcome.ifPresent(it -> found.put(id, it));
        return outcome.isPresent();
    }

    @Override
    public void close() {
        reader.close();
    }
}
