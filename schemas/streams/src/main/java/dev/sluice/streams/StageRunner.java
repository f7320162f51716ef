package dev.sluice.streams;

import dev.sluice.schemas.kafka.ClientSettings;
import dev.sluice.schemas.kafka.Role;
import dev.sluice.schemas.kafka.RoleSettings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.state.QueryableStoreType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One Kafka Streams stage as a role: starts it, replaces threads that died a bounded number of
 * times, and leaves the group when closed, so that others take over at once. Any thread.
 */
public final class StageRunner implements Role {

    private static final Logger LOG = LoggerFactory.getLogger(StageRunner.class);

    /** Stages on a request's way hand over after each of these. */
    private static final Duration COMMIT_INTERVAL = Duration.ofMillis(5);

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(20);

    private final String name;
    private final KafkaStreams streams;
    private final InstantSource clock;
    private final ThreadReplacements replacements = new ThreadReplacements();
    private final AtomicReference<Optional<String>> failure =
            new AtomicReference<>(Optional.empty());

    private StageRunner(String name, KafkaStreams streams, InstantSource clock) {
        this.name = name;
        this.streams = streams;
        this.clock = clock;
    }

    /** Starts a stage that stands on a request's way: it commits every 5 ms. */
    public static StageRunner start(
            String name, Topology topology, RoleSettings role, InstantSource clock) {
        return start(name, topology, role, COMMIT_INTERVAL, clock);
    }

    /**
     * Starts a stage; returns before it has its partitions.
     *
     * @param name as in {@code sluice run NAME}; the application id is {@code sluice-NAME}
     */
    public static StageRunner start(
            String name,
            Topology topology,
            RoleSettings role,
            Duration commitInterval,
            InstantSource clock) {
        Properties properties = new Properties();
        properties.putAll(settings(name, role, commitInterval));
        KafkaStreams streams = new KafkaStreams(topology, properties);
        StageRunner runner = new StageRunner(name, streams, clock);
        streams.setUncaughtExceptionHandler(runner::onThreadDeath);
        streams.setStateListener(runner::onState);
        streams.start();
        return runner;
    }

    /** The settings of a stage. */
    static Map<String, Object> settings(String name, RoleSettings role, Duration commitInterval) {
        Map<String, Object> settings =
                ClientSettings.stage(
                        role.bootstrapServers(),
                        "sluice-" + name,
                        role.stateDir().toString(),
                        commitInterval);
        settings.put("main.consumer.group.instance.id", role.instanceId());
        settings.put("rocksdb.config.setter", BoundedRocksDb.class.getName());
        settings.put("num.standby.replicas", Integer.toString(role.standbys()));
        settings.put("num.stream.threads", Integer.toString(threads(role.stagePartitions())));
        return settings;
    }

    /** Half of the cores, as the other stages want some too, but never a thread without a task. */
    private static int threads(int partitions) {
        return Math.clamp(Runtime.getRuntime().availableProcessors() / 2, 1, partitions);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean ready() {
        return streams.state() == KafkaStreams.State.RUNNING;
    }

    @Override
    public Optional<String> failure() {
        return failure.get();
    }

    /**
     * A store of the tasks that are here, for reading; empty while it cannot be read: it is being
     * restored or moved. Any thread.
     */
    public <T> Optional<T> store(String name, QueryableStoreType<T> type) {
        try {
            return Optional.of(streams.store(StoreQueryParameters.fromNameAndType(name, type)));
        } catch (InvalidStateStoreException e) {
            return Optional.empty();
        }
    }

    /**
     * As {@link #store(String, QueryableStoreType)}, of one partition only; what it returns may
     * also throw {@link InvalidStateStoreException} at each reading where that is not here.
     */
    public <T> Optional<T> store(String name, QueryableStoreType<T> type, int partition) {
        try {
            return Optional.of(
                    streams.store(
                            StoreQueryParameters.fromNameAndType(name, type)
                                    .withPartition(partition)));
        } catch (InvalidStateStoreException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        boolean stopped =
                streams.close(
                        CloseOptions.timeout(CLOSE_TIMEOUT)
                                .withGroupMembershipOperation(
                                        GroupMembershipOperation.LEAVE_GROUP));
        if (!stopped) {
            LOG.atWarn().addKeyValue("role", name).log("stage did not stop in time");
        }
    }

    private synchronized StreamThreadExceptionResponse onThreadDeath(Throwable cause) {
        LOG.atError().setCause(cause).addKeyValue("role", name).log("stream thread died");
        return switch (replacements.next(clock.instant())) {
            case REPLACE -> StreamThreadExceptionResponse.REPLACE_THREAD;
            case GIVE_UP -> {
                failure.set(Optional.of("stream threads keep dying: " + cause));
                yield StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
            }
        };
    }

    private void onState(KafkaStreams.State state, KafkaStreams.State before) {
        LOG.atInfo()
                .addKeyValue("role", name)
                .addKeyValue("state", state)
                .addKeyValue("before", before)
                .log("stage changed state");
        if (state == KafkaStreams.State.ERROR) {
            failure.compareAndSet(Optional.empty(), Optional.of("the stage stopped with an error"));
        }
    }
}
