package dev.sluice.app.roles;

import dev.sluice.config.ConfigSource;
import dev.sluice.config.secret.SecretResolver;
import dev.sluice.schemas.registry.SchemaRegistry;
import java.nio.file.Path;
import java.time.InstantSource;

/**
 * What every role of this process is started with.
 *
 * @param stateDir a folder for each role is made below it
 * @param instanceId stable name of this process among those of its roles
 * @param stagePartitions partitions of the topics that stages read
 * @param requestsTopicId of which request ids are made
 * @param standbys other processes that keep a copy of each partition's state
 */
public record RoleContext(
        String bootstrapServers,
        Path stateDir,
        String instanceId,
        int stagePartitions,
        String requestsTopicId,
        ConfigSource config,
        SchemaRegistry registry,
        SecretResolver secrets,
        InstantSource clock,
        int standbys) {

    /** With so many. */
    public RoleContext withStandbys(int many) {
        return new RoleContext(
                bootstrapServers,
                stateDir,
                instanceId,
                stagePartitions,
                requestsTopicId,
                config,
                registry,
                secrets,
                clock,
                many);
    }
}
