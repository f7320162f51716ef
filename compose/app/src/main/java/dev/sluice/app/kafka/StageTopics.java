package dev.sluice.app.kafka;

import dev.sluice.schemas.topic.Topic;
import dev.sluice.schemas.topic.Topics;
import java.util.Map;
import java.util.Objects;

/**
 * The topics as they stand on a cluster, all of them usable.
 *
 * @param stagePartitions partitions of every topic that a stage reads
 * @param lanePartitions partitions of {@code inference.work}; never fewer
 * @param ids Kafka's id of each topic by its name, 22 characters of URL-safe base64
 */
public record StageTopics(int stagePartitions, int lanePartitions, Map<String, String> ids) {

    public StageTopics {
        ids = Map.copyOf(ids);
    }

    /** Of which request ids are made. */
    public String requestsTopicId() {
        return id(Topics.REQUESTS);
    }

    public String id(Topic<?> topic) {
        return Objects.requireNonNull(ids.get(topic.name()), topic.name());
    }
}
