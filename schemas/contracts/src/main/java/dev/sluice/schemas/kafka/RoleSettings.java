package dev.sluice.schemas.kafka;

import java.nio.file.Path;

/**
 * Where a role runs.
 *
 * @param stateDir the role's own folder; kept between runs
 * @param instanceId stable name of this process among those of its role
 * @param stagePartitions partitions of every topic that a stage reads
 * @param requestsTopicId topic id of {@code inference.requests}, of which request ids are made
 */
public record RoleSettings(
        String bootstrapServers,
        Path stateDir,
        String instanceId,
        int stagePartitions,
        String requestsTopicId) {}
