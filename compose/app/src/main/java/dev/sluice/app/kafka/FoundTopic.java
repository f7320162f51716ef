package dev.sluice.app.kafka;

import java.util.Map;

/**
 * A topic as it is on the cluster.
 *
 * @param id Kafka's id of it, another one when it is made again
 * @param leaders how many of its partitions have a leader
 */
record FoundTopic(
        String name, String id, int partitions, int leaders, Map<String, String> configs) {

    boolean usable() {
        return leaders == partitions;
    }
}
