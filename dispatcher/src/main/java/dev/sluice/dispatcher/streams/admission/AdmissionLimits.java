package dev.sluice.dispatcher.streams.admission;

import dev.sluice.config.ConfigSource;
import dev.sluice.dispatcher.admission.quota.LimitPath;
import dev.sluice.dispatcher.admission.quota.LimitReport;
import dev.sluice.dispatcher.admission.quota.LimitSelection;
import dev.sluice.dispatcher.admission.quota.LimitSurvey;
import dev.sluice.dispatcher.admission.quota.LimitUse;
import dev.sluice.dispatcher.codec.StateCodec;
import dev.sluice.dispatcher.state.StoredUse;
import dev.sluice.schemas.topic.Partitions;
import dev.sluice.streams.StageRunner;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.QueryableStoreTypes;

/**
 * How full the limits are of the customers that this process owns, for people. Nothing is kept for
 * that: each answer is read from the store. Any thread.
 */
public final class AdmissionLimits {

    /** Any key: whether it can be read at all is what counts. */
    private static final byte[] ANY_KEY = {StoreKeys.LIMIT};

    private final StageRunner runner;
    private final ConfigSource config;
    private final int stagePartitions;
    private final InstantSource clock;

    AdmissionLimits(
            StageRunner runner, ConfigSource config, int stagePartitions, InstantSource clock) {
        this.runner = runner;
        this.config = config;
        this.stagePartitions = stagePartitions;
        this.clock = clock;
    }

    /**
     * @param whole whether all of this process's part is told: not while its state is being read
     */
    public record Answer(boolean whole, LimitReport report) {}

    /** Those of the configuration's limits that are asked for. */
    public Answer report(LimitSelection selection) {
        boolean ready = runner.ready(); // before: what is ready now was so when it is read
        Instant now = clock.instant();
        try {
            return new Answer(
                    ready,
                    LimitSurvey.of(
                            config.current().config().customers(), selection, new Reader(), now));
        } catch (InvalidStateStoreException e) {
            // A store was closed while it was read: its partition moves.
            return new Answer(false, new LimitReport(now, 0, 0, List.of(), 0));
        }
    }

    /** Looks at each partition once, however many customers it has. */
    private final class Reader implements LimitSurvey.Uses {

        private final StateCodec<StoredUse> codec = StateCodec.of(StoredUse.class);
        private final Map<Integer, Optional<StoredUses>> byPartition = new HashMap<>();

        private Optional<StoredUses> uses(String customer) {
            return byPartition.computeIfAbsent(
                    Partitions.of(customer, stagePartitions), this::open);
        }

        private Optional<StoredUses> open(int partition) {
            try {
                return runner.store(
                                AdmissionTopology.STORE,
                                QueryableStoreTypes.<byte[], byte[]>keyValueStore(),
                                partition)
                        .map(store -> {
                            store.get(ANY_KEY);
                            return new StoredUses(store, codec);
                        });
            } catch (InvalidStateStoreException e) {
                return Optional.empty(); // another process has it
            }
        }

        @Override
        public boolean has(String customer) {
            return uses(customer).isPresent();
        }

        @Override
        public LimitUse of(String customer, LimitPath path) {
            return uses(customer).map(uses -> uses.of(path)).orElse(LimitUse.NONE);
        }
    }
}
