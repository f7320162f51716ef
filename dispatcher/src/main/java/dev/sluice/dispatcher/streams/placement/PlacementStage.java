package dev.sluice.dispatcher.streams.placement;

import dev.sluice.config.ConfigSource;
import dev.sluice.schemas.kafka.Role;
import dev.sluice.schemas.kafka.RoleSettings;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.streams.StageRunner;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.kafka.streams.Topology;

/** Placement as a role: application {@code sluice-placement}. Any thread. */
public final class PlacementStage implements Role {

    private final StageRunner runner;

    private final PlacementQueue queue;

    private PlacementStage(StageRunner runner, PlacementQueue queue) {
        this.runner = runner;
        this.queue = queue;
    }

    /** Starts the stage; returns before it has its partitions. */
    public static PlacementStage start(
            RoleSettings role, ConfigSource config, SchemaRegistry registry, InstantSource clock) {
        QueueBoard board = new QueueBoard();
        StageRunner runner =
                StageRunner.start(
                        "placement",
                        PlacementTopology.build(config, registry, clock, System::nanoTime, board),
                        role,
                        clock);
        return new PlacementStage(runner, new PlacementQueue(runner, board, clock));
    }

    /** What waits here. */
    public PlacementQueue queue() {
        return queue;
    }

    /** The stage for a driver with a time of its own. */
    public static Topology topology(
            ConfigSource config,
            SchemaRegistry registry,
            InstantSource clock,
            LongSupplier nanoClock) {
        return PlacementTopology.build(config, registry, clock, nanoClock, new QueueBoard());
    }

    @Override
    public String name() {
        return runner.name();
    }

    @Override
    public boolean ready() {
        return runner.ready();
    }

    @Override
    public Optional<String> failure() {
        return runner.failure();
    }

    @Override
    public void close() {
        runner.close();
    }
}
