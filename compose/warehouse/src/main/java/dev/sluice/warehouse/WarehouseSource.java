package dev.sluice.warehouse;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whose records a warehouse holds. An offset means nothing in another cluster, or in a topic that
 * was deleted and made again: there it would overwrite rows of the first.
 *
 * @param topicIds by topic name
 */
public record WarehouseSource(String clusterId, Map<String, String> topicIds) {

    public WarehouseSource {
        topicIds = Map.copyOf(topicIds);
    }

    /**
     * Where one topic's rows came from before.
     *
     * @param consumerGroup under which Kafka keeps how far they are
     */
    public record Claim(String topic, String clusterId, String topicId, String consumerGroup) {}

    /**
     * Why records of this source must not go into a warehouse with these claims; empty: they may.
     */
    public Optional<String> conflict(List<Claim> claims) {
        List<String> others = new ArrayList<>();
        for (Claim claim : claims) {
            String here = topicIds.getOrDefault(claim.topic(), claim.topicId());
            if (!claim.clusterId().equals(clusterId)) {
                others.add(
                        "%s of the Kafka cluster %s (this is %s)"
                                .formatted(claim.topic(), claim.clusterId(), clusterId));
            } else if (!claim.topicId().equals(here)) {
                others.add(
                        "%s with the topic id %s (deleted and made again since: now %s)"
                                .formatted(claim.topic(), claim.topicId(), here));
            }
        }
        return others.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "the warehouse holds records of another source, whose rows would be overwritten: "
                                + String.join("; ", others)
                                + ". Give another database or folder, or empty this one");
    }
}
