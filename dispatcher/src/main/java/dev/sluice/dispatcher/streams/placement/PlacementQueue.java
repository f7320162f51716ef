package dev.sluice.dispatcher.streams.placement;

import dev.sluice.dispatcher.placement.QueueReport;
import dev.sluice.dispatcher.placement.QueueSnapshot;
import dev.sluice.streams.StageRunner;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.QueryableStoreTypes;

/**
 * What waits in the pools that this process owns, for people: as it was at most about a second ago.
 * Any thread.
 */
public final class PlacementQueue {

    private final StageRunner runner;
    private final QueueBoard board;
    private final InstantSource clock;

    PlacementQueue(StageRunner runner, QueueBoard board, InstantSource clock) {
        this.runner = runner;
        this.board = board;
        this.clock = clock;
    }

    /** Whether all of this process's part can be told: not while its state is being read. */
    public boolean ready() {
        return runner.ready();
    }

    public QueueReport report() {
        List<QueueReport.Pool> pools = new ArrayList<>();
        Instant oldest = clock.instant();
        for (QueueSnapshot snapshot : board.all()) {
            QueueReport report = snapshot.report();
            pools.addAll(report.pools());
            oldest = report.at().isBefore(oldest) ? report.at() : oldest;
        }
        return new QueueReport(oldest, pools);
    }

    /**
     * Where a request stands; empty where it does not wait here, or its part of the state is just
     * being moved.
     */
    public Optional<QueueReport.Position> find(String requestId) {
        try {
            return runner.store(
                            PlacementTopology.STORE,
                            QueryableStoreTypes.<Bytes, byte[]>keyValueStore())
                    .map(StoreReader::new)
                    .flatMap(reader ->
                            board.all().stream()
                                    .flatMap(each -> each.find(reader, requestId).stream())
                                    .findFirst());
        } catch (InvalidStateStoreException e) {
            return Optional.empty(); // the store was closed while it was read
        }
    }
}
