package dev.sluice.app.bench;

import dev.sluice.app.bench.kafka.LineFeed;
import dev.sluice.app.demo.ScratchFolder;
import dev.sluice.app.kafka.EmbeddedKafka;
import dev.sluice.app.kafka.EmbeddedKafkaConfig;
import dev.sluice.app.kafka.StageTopics;
import dev.sluice.app.kafka.TopicAdmin;
import dev.sluice.app.kafka.TopicPlan;
import dev.sluice.app.roles.ClusterLink;
import dev.sluice.config.ActiveConfig;
import dev.sluice.dispatcher.placement.QueueReport;
import dev.sluice.dispatcher.streams.placement.PlacementStage;
import dev.sluice.schemas.kafka.RoleSettings;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Placement in this process, on a Kafka of its own, without any other stage. One thread. */
final class PlacementAlone implements AutoCloseable {

    private final Path state;
    private final EmbeddedKafka kafka;
    private final ClusterLink cluster;
    private final ActiveConfig config;
    private PlacementStage stage;

    private PlacementAlone(
            Path state, EmbeddedKafka kafka, ClusterLink cluster, ActiveConfig config) {
        this.state = state;
        this.kafka = kafka;
        this.cluster = cluster;
        this.config = config;
        this.stage = newStage();
    }

    static PlacementAlone start(Path folder) {
        EmbeddedKafka kafka =
                EmbeddedKafka.start(folder.resolve("kafka"), EmbeddedKafkaConfig.loopback(0));
        try (TopicAdmin admin = TopicAdmin.connect(kafka.bootstrapServers())) {
            StageTopics _ = admin.create(TopicPlan.embedded());
        }
        ClusterLink cluster = ClusterLink.open(kafka.bootstrapServers(), Optional.empty());
        cluster.registerSchemas();
        ActiveConfig config =
                cluster.apply(
                        BenchConfig.parsed(BenchConfig.unlimited(1, List.of(), 1)),
                        "bench",
                        InstantSource.system());
        return new PlacementAlone(folder.resolve("state"), kafka, cluster, config);
    }

    private PlacementStage newStage() {
        RoleSettings settings =
                new RoleSettings(
                        kafka.bootstrapServers(),
                        state,
                        "bench",
                        cluster.topics().stagePartitions(),
                        cluster.topics().requestsTopicId());
        return PlacementStage.start(settings, config, cluster.registry(), InstantSource.system());
    }

    LineFeed feed() {
        return LineFeed.open(kafka.bootstrapServers(), cluster.registry(), config);
    }

    /** Attempts in all lines, as placement tells it. */
    long waiting() {
        return stage.queue().report().pools().stream().mapToLong(QueueReport.Pool::waiting).sum();
    }

    /** An orderly one: the state stays on the disk. */
    void restart() {
        stage.close();
        stage = newStage();
    }

    /** As on another machine: the state comes from Kafka. */
    void restartWithoutState() {
        stage.close();
        new ScratchFolder(state).close();
        stage = newStage();
    }

    @Override
    public void close() {
        try (kafka;
                cluster) {
            stage.close();
        }
    }
}
