package dev.sluice.app.roles;

import dev.sluice.app.kafka.SluiceConfigTopic;
import dev.sluice.app.kafka.StageTopics;
import dev.sluice.app.kafka.TopicAdmin;
import dev.sluice.config.ActiveConfig;
import dev.sluice.config.ConfigSource;
import dev.sluice.config.document.ConfigDocuments;
import dev.sluice.config.secret.SecretResolver;
import dev.sluice.config.yaml.ParsedConfig;
import dev.sluice.schemas.http.CcompatClient;
import dev.sluice.schemas.kafka.TopicSchemaRegistry;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.schemas.topic.Topics;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;

/**
 * A Kafka whose topics are Sluice's, with the schemas that belong to it. Opened and closed by one
 * thread.
 */
public final class ClusterLink implements AutoCloseable {

    private final String bootstrapServers;
    private final StageTopics topics;
    private final SchemaRegistry registry;
    private final Optional<TopicSchemaRegistry> own;
    private final Runnable closing;

    private ClusterLink(
            String bootstrapServers,
            StageTopics topics,
            SchemaRegistry registry,
            Optional<TopicSchemaRegistry> own,
            Runnable closing) {
        this.bootstrapServers = bootstrapServers;
        this.topics = topics;
        this.registry = registry;
        this.own = own;
        this.closing = closing;
    }

    /**
     * Looks the topics up and checks them.
     *
     * @param registryUrl a Confluent-compatible registry; empty: the schemas in the cluster's own
     *     topic
     * @throws dev.sluice.app.kafka.TopicsException where topics are missing or differ
     */
    public static ClusterLink open(String bootstrapServers, Optional<URI> registryUrl) {
        try (TopicAdmin admin = TopicAdmin.connect(bootstrapServers)) {
            StageTopics topics = admin.check();
            if (registryUrl.isPresent()) {
                CcompatClient foreign = CcompatClient.of(registryUrl.get());
                return new ClusterLink(
                        bootstrapServers, topics, foreign, Optional.empty(), foreign::close);
            }
            TopicSchemaRegistry own =
                    TopicSchemaRegistry.open(bootstrapServers, ClusterLink::nonce);
            return new ClusterLink(bootstrapServers, topics, own, Optional.of(own), own::close);
        }
    }

    public SchemaRegistry registry() {
        return registry;
    }

    /** The registry in the cluster's own topic, where that is the one in use. */
    public Optional<TopicSchemaRegistry> ownRegistry() {
        return own;
    }

    public StageTopics topics() {
        return topics;
    }

    public String bootstrapServers() {
        return bootstrapServers;
    }

    /** Registers the schemas of all topics that are not registered yet. */
    public void registerSchemas() {
        Topics.ALL.forEach(topic -> registry.register(topic.subject(), topic.schema()));
    }

    /** Brings the configuration into force, if it is not, and returns it with its version. */
    public ActiveConfig apply(ParsedConfig.Valid config, String appliedBy, InstantSource clock) {
        try (SluiceConfigTopic topic = SluiceConfigTopic.open(bootstrapServers, registry)) {
            return topic.apply(config, topics.lanePartitions(), appliedBy, clock.instant());
        }
    }

    /** The topic of configurations, for those who follow it. */
    SluiceConfigTopic configTopic() {
        return SluiceConfigTopic.open(bootstrapServers, registry);
    }

    /** Brings it into force in place of this version and no other. */
    public ActiveConfig applyOver(
            long replaces, ParsedConfig.Valid config, String appliedBy, InstantSource clock) {
        try (SluiceConfigTopic topic = configTopic()) {
            return topic.applyOver(
                    replaces, config, topics.lanePartitions(), appliedBy, clock.instant());
        }
    }

    /** Every configuration that counted, oldest first. */
    public ConfigDocuments configHistory() {
        try (SluiceConfigTopic topic = configTopic()) {
            return topic.read();
        }
    }

    /**
     * The configuration in force, without its literal secrets; empty where there is none, or one
     * that this release cannot read.
     */
    public Optional<ActiveConfig> configInForce() {
        try (SluiceConfigTopic topic = SluiceConfigTopic.open(bootstrapServers, registry)) {
            return topic.read().inForce();
        }
    }

    /** What roles of this process are started with. */
    public RoleContext context(
            Path stateDir,
            String instanceId,
            ConfigSource config,
            SecretResolver secrets,
            InstantSource clock) {
        return new RoleContext(
                bootstrapServers,
                stateDir,
                instanceId,
                topics.stagePartitions(),
                topics.requestsTopicId(),
                config,
                registry,
                secrets,
                clock,
                0);
    }

    private static String nonce() {
        return UUID.randomUUID().toString();
    }

    @Override
    public void close() {
        closing.run();
    }
}
