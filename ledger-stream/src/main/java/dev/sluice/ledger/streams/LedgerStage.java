package dev.sluice.ledger.streams;

import dev.sluice.config.ConfigSource;
import dev.sluice.ledger.audit.AuditRootKey;
import dev.sluice.ledger.audit.ChainOrigin;
import dev.sluice.ledger.kafka.AuditTopic;
import dev.sluice.ledger.posting.DedupeHorizon;
import dev.sluice.schemas.kafka.Role;
import dev.sluice.schemas.kafka.RoleSettings;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.streams.StageRunner;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/** The ledger as a running role: prices, posts and audits what admission and the lanes write. */
public final class LedgerStage implements Role {

    /** As in {@code sluice run NAME}. */
    public static final String NAME = "ledger";

    /** Nobody waits for the ledger, and longer transactions cost less. */
    private static final Duration COMMIT_INTERVAL = Duration.ofMillis(200);

    private final StageRunner runner;

    private LedgerStage(StageRunner runner) {
        this.runner = runner;
    }

    /**
     * Starts the ledger; returns before it has its partitions.
     *
     * @param rootKey of all audit chains; stays in this process
     * @throws IllegalStateException where {@code audit.log} does not exist, has another number of
     *     partitions than the stage, or the cluster cannot be reached
     */
    public static LedgerStage start(
            RoleSettings settings,
            ConfigSource config,
            SchemaRegistry registry,
            InstantSource clock,
            AuditRootKey rootKey) {
        AuditTopic audit = AuditTopic.find(settings.bootstrapServers());
        if (audit.partitions() != settings.stagePartitions()) {
            throw new IllegalStateException(
                    "audit.log has "
                            + audit.partitions()
                            + " partitions, the ledger's inputs have "
                            + settings.stagePartitions());
        }
        LedgerTools tools = tools(config, registry, clock, rootKey, audit.origin());
        return new LedgerStage(
                StageRunner.start(
                        NAME,
                        LedgerTopology.of(() -> new LedgerProcessor(tools), clock),
                        settings,
                        COMMIT_INTERVAL,
                        clock));
    }

    static LedgerTools tools(
            ConfigSource config,
            SchemaRegistry registry,
            InstantSource clock,
            AuditRootKey rootKey,
            ChainOrigin origin) {
        return new LedgerTools(
                LedgerInput.Wires.of(registry),
                LedgerOutputs.Wires.of(registry),
                new CurrentPricing(config),
                DedupeHorizon.DEFAULT,
                origin,
                rootKey,
                clock,
                System::nanoTime);
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
