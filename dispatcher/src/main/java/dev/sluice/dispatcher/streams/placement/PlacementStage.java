package dev.sluice.dispatcher.streams.placement;

import dev.sluice.config.ActiveConfig;
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

    private PlacementStage(StageRunner runner) {
        this.runner = runner;
    }

    /** Starts the stage; returns before it has its partitions. */
    public static PlacementStage start(
            RoleSettings role, ActiveConfig config, SchemaRegistry registry, InstantSource clock) {
        return new PlacementStage(
                StageRunner.start(
                        "placement",
                        PlacementTopology.build(config, registry, clock, System::nanoTime),
                        role,
                        clock));
    }

    /** The stage for a driver with a time of its own. */
    public static Topology topology(
            ActiveConfig config,
            SchemaRegistry registry,
            InstantSource clock,
            LongSupplier nanoClock) {
        return PlacementTopology.build(config, registry, clock, nanoClock);
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
