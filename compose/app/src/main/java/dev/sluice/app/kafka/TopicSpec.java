package dev.sluice.app.kafka;

import dev.sluice.schemas.topic.Topic;
import dev.sluice.schemas.topic.Topics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What one topic must be like for a plan. */
record TopicSpec(
        String name,
        int partitions,
        Growth growth,
        short replicationFactor,
        Map<String, String> configs) {

    enum Growth {
        FIXED,
        MAY_GROW
    }

    /** From so many copies on, a write counts only when two have it. */
    private static final int REPLICAS_FOR_TWO_IN_SYNC = 3;

    static List<TopicSpec> all(TopicPlan plan) {
        List<TopicSpec> specs = new ArrayList<>();
        for (Topic<?> topic : Topics.ALL) {
            specs.add(
                    new TopicSpec(
                            topic.name(),
                            topic.partitions(plan.stagePartitions()),
                            topic.partitioning() == Topic.Partitioning.LANE
                                    ? Growth.MAY_GROW
                                    : Growth.FIXED,
                            plan.replicationFactor(),
                            configs(topic.configs(), plan)));
        }
        specs.add(
                new TopicSpec(
                        Topics.SCHEMAS,
                        1,
                        Growth.FIXED,
                        plan.replicationFactor(),
                        configs(
                                Map.of(
                                        "cleanup.policy",
                                        "compact",
                                        "message.timestamp.type",
                                        "CreateTime"),
                                plan)));
        return List.copyOf(specs);
    }

    /** Customers' own topics: nothing that a result can be is too large for them. */
    static List<TopicSpec> ofCustomers(List<String> names, TopicPlan plan) {
        return names.stream()
                .map(name ->
                        new TopicSpec(
                                name,
                                plan.stagePartitions(),
                                Growth.MAY_GROW,
                                plan.replicationFactor(),
                                configs(Topics.RESULTS.configs(), plan)))
                .toList();
    }

    private static Map<String, String> configs(Map<String, String> own, TopicPlan plan) {
        Map<String, String> configs = new HashMap<>(own);
        if (plan.replicationFactor() >= REPLICAS_FOR_TWO_IN_SYNC) {
            configs.put("min.insync.replicas", "2");
        }
        return Map.copyOf(configs);
    }
}
