package dev.sluice.schemas.kafka;

import java.nio.file.Path;

/**
 * Where and how a role runs.
 *
 * @param stateDir the role's own folder; kept between runs
 * @param instanceId stable name of this process among those of its role
 * @param stagePartitions partitions of every topic that a stage reads
 * @param requestsTopicId topic id of {@code inference.requests}, of which request ids are made
 * @param standbys other processes that keep a copy of each partition's state, to take over from
 *     there; as many as there are, if that is less
 */
public record RoleSettings(
        String bootstrapServers,
        Path stateDir,
        String instanceId,
        int stagePartitions,
        String requestsTopicId,
        int standbys) {

    public RoleSettings {
        if (standbys < 0) {
            throw new IllegalArgumentException("standbys are not negative: " + standbys);
        }
    }

    /** Without standbys. */
    public RoleSettings(
            String bootstrapServers,
            Path stateDir,
            String instanceId,
            int stagePartitions,
            String requestsTopicId) {
        this(bootstrapServers, stateDir, instanceId, stagePartitions, requestsTopicId, 0);
    }
}
