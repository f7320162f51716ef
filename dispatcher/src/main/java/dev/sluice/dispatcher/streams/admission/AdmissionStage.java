package dev.sluice.dispatcher.streams.admission;

import dev.sluice.config.ConfigSource;
import dev.sluice.config.SecretRef;
import dev.sluice.schemas.kafka.Role;
import dev.sluice.schemas.kafka.RoleSettings;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.streams.StageRunner;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.apache.kafka.streams.Topology;

/** The admission stage. Any thread. */
public final class AdmissionStage implements Role {

    private static final String NAME = "admission";

    private final StageRunner runner;
    private final AdmissionLimits limits;

    private AdmissionStage(StageRunner runner, AdmissionLimits limits) {
        this.runner = runner;
        this.limits = limits;
    }

    /**
     * Starts it; its topics and their schemas exist. Returns before it has its partitions.
     *
     * @param secrets from a reference to the secret; asked where the Kafka door wants signatures
     */
    public static AdmissionStage start(
            RoleSettings settings,
            ConfigSource config,
            SchemaRegistry registry,
            InstantSource clock,
            Function<SecretRef, String> secrets) {
        StageRunner runner =
                StageRunner.start(
                        NAME,
                        AdmissionTopology.of(
                                config,
                                registry,
                                settings.requestsTopicId(),
                                settings.stagePartitions(),
                                secrets,
                                clock,
                                System::nanoTime),
                        settings,
                        clock);
        return new AdmissionStage(
                runner, new AdmissionLimits(runner, config, settings.stagePartitions(), clock));
    }

    /** How full the limits of the customers are that are owned here. */
    public AdmissionLimits limits() {
        return limits;
    }

    /**
     * The stage for a driver with a time of its own: one partition.
     *
     * @param secrets from a reference to the secret
     */
    public static Topology topology(
            ConfigSource config,
            SchemaRegistry registry,
            String requestsTopicId,
            Function<SecretRef, String> secrets,
            InstantSource clock,
            LongSupplier nanoClock) {
        return AdmissionTopology.of(
                config, registry, requestsTopicId, 1, secrets, clock, nanoClock);
    }

    @Override
    public String name() {
        return NAME;
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
