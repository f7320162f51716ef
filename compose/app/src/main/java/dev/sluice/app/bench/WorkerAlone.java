package dev.sluice.app.bench;

import dev.sluice.app.kafka.EmbeddedKafka;
import dev.sluice.app.kafka.EmbeddedKafkaConfig;
import dev.sluice.app.kafka.StageTopics;
import dev.sluice.app.kafka.TopicAdmin;
import dev.sluice.app.kafka.TopicPlan;
import dev.sluice.app.roles.ClusterLink;
import dev.sluice.app.roles.RoleName;
import dev.sluice.app.roles.RoleStarter;
import dev.sluice.app.roles.RunningRoles;
import dev.sluice.config.ActiveConfig;
import dev.sluice.config.secret.SecretResolver;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A worker in this process, on a Kafka of its own, without any other role. */
record WorkerAlone(
        EmbeddedKafka kafka, ClusterLink cluster, ActiveConfig config, RunningRoles roles)
        implements AutoCloseable {

    private static final Duration READY_MAX = Duration.ofSeconds(60);

    static WorkerAlone start(Path folder, String yaml) {
        InstantSource clock = InstantSource.system();
        EmbeddedKafka kafka =
                EmbeddedKafka.start(folder.resolve("kafka"), EmbeddedKafkaConfig.loopback(0));
        try (TopicAdmin admin = TopicAdmin.connect(kafka.bootstrapServers())) {
            StageTopics _ = admin.create(TopicPlan.embedded());
        }
        ClusterLink cluster = ClusterLink.open(kafka.bootstrapServers(), Optional.empty());
        cluster.registerSchemas();
        ActiveConfig config = cluster.apply(BenchConfig.parsed(yaml), "bench", clock);
        RunningRoles roles =
                new RoleStarter(
                                cluster.context(
                                        folder.resolve("roles"),
                                        "bench",
                                        config,
                                        SecretResolver.of(Map.of()),
                                        clock),
                                new InetSocketAddress(0))
                        .start(Set.of(RoleName.WORKER));
        roles.awaitReady(READY_MAX);
        return new WorkerAlone(kafka, cluster, config, roles);
    }

    @Override
    public void close() {
        try (kafka;
                cluster;
                roles) {
            // Closed in the opposite order.
        }
    }
}
