package dev.sluice.app.bench;

import dev.sluice.app.demo.ScratchFolder;
import dev.sluice.app.kafka.EmbeddedKafka;
import dev.sluice.app.kafka.EmbeddedKafkaConfig;
import dev.sluice.app.kafka.StageTopics;
import dev.sluice.app.kafka.TopicAdmin;
import dev.sluice.app.kafka.TopicPlan;
import dev.sluice.app.roles.ClusterLink;
import dev.sluice.config.ActiveConfig;
import dev.sluice.config.secret.SecretResolver;
import dev.sluice.dispatcher.streams.admission.AdmissionStage;
import dev.sluice.schemas.kafka.RoleSettings;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Several admission stages of one group in this process, with state folders of their own, on a
 * Kafka in it; nobody calls what they admit.
 */
record Admissions(
        Path folder,
        EmbeddedKafka kafka,
        ClusterLink cluster,
        ActiveConfig config,
        List<AdmissionStage> stages)
        implements AutoCloseable {

    static Admissions start(Path folder, int many, String yaml) {
        EmbeddedKafka kafka =
                EmbeddedKafka.start(folder.resolve("kafka"), EmbeddedKafkaConfig.loopback(0));
        try (TopicAdmin admin = TopicAdmin.connect(kafka.bootstrapServers())) {
            StageTopics _ = admin.create(TopicPlan.embedded());
        }
        ClusterLink cluster = ClusterLink.open(kafka.bootstrapServers(), Optional.empty());
        cluster.registerSchemas();
        ActiveConfig config =
                cluster.apply(BenchConfig.parsed(yaml), "bench", InstantSource.system());
        Admissions admissions = new Admissions(folder, kafka, cluster, config, new ArrayList<>());
        for (int number = 0; number < many; number++) {
            admissions.stages.add(admissions.stage(number));
        }
        return admissions;
    }

    private AdmissionStage stage(int number) {
        String name = "admission-" + number;
        RoleSettings settings =
                new RoleSettings(
                        kafka.bootstrapServers(),
                        folder.resolve(name),
                        name,
                        cluster.topics().stagePartitions(),
                        cluster.topics().requestsTopicId());
        return AdmissionStage.start(
                settings,
                config,
                cluster.registry(),
                InstantSource.system(),
                SecretResolver.of(Map.of())::resolve);
    }

    /** An orderly one of the first: its state stays on the disk. */
    void restart() {
        stages.getFirst().close();
        stages.set(0, stage(0));
    }

    /** As on another machine: the state comes from Kafka. */
    void restartWithoutState() {
        stages.getFirst().close();
        new ScratchFolder(folder.resolve("admission-0")).close();
        stages.set(0, stage(0));
    }

    boolean ready() {
        return stages.stream().allMatch(AdmissionStage::ready);
    }

    @Override
    public void close() {
        try (kafka;
                cluster) {
            stages.forEach(AdmissionStage::close);
        }
    }
}
