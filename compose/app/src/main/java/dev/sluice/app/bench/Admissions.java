package dev.sluice.app.bench;

import dev.sluice.app.kafka.EmbeddedKafka;
import dev.sluice.app.kafka.EmbeddedKafkaConfig;
import dev.sluice.app.kafka.StageTopics;
import dev.sluice.app.kafka.TopicAdmin;
import dev.sluice.app.kafka.TopicPlan;
import dev.sluice.app.roles.ClusterLink;
import dev.sluice.config.ActiveConfig;
import dev.sluice.dispatcher.streams.admission.AdmissionStage;
import dev.sluice.schemas.kafka.RoleSettings;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Several admission stages of one group in this process, with state folders of their own, on a
 * Kafka in it; nobody calls what they admit.
 */
record Admissions(EmbeddedKafka kafka, ClusterLink cluster, List<AdmissionStage> stages)
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
        List<AdmissionStage> stages = new ArrayList<>();
        for (int number = 0; number < many; number++) {
            String name = "admission-" + number;
            RoleSettings settings =
                    new RoleSettings(
                            kafka.bootstrapServers(),
                            folder.resolve(name),
                            name,
                            cluster.topics().stagePartitions(),
                            cluster.topics().requestsTopicId());
            stages.add(
                    AdmissionStage.start(
                            settings, config, cluster.registry(), InstantSource.system()));
        }
        return new Admissions(kafka, cluster, stages);
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
