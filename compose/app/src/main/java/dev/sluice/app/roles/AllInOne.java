package dev.sluice.app.roles;

import dev.sluice.app.health.http.DispatcherViews;
import dev.sluice.app.health.http.HealthServer;
import dev.sluice.app.kafka.EmbeddedKafka;
import dev.sluice.app.kafka.EmbeddedKafkaConfig;
import dev.sluice.app.kafka.TopicAdmin;
import dev.sluice.app.kafka.TopicPlan;
import dev.sluice.app.metrics.LaneMetrics;
import dev.sluice.app.registry.http.RegistryServer;
import dev.sluice.config.ActiveConfig;
import dev.sluice.config.SluiceConfig;
import dev.sluice.config.secret.SecretResolver;
import dev.sluice.config.yaml.ParsedConfig;
import dev.sluice.delivery.Route;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All roles in this process, with an embedded Kafka and registry unless others are named. Started
 * and closed by one thread.
 */
public final class AllInOne implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AllInOne.class);
    private static final String NAME = "all-in-one";
    private static final Duration START_MAX = Duration.ofSeconds(90);

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final ClusterLink cluster;
    private final LiveConfig config;
    private final RunningRoles roles;
    private final ConfigFollower follower;
    private final Optional<String> registryUrl;
    private final Optional<Integer> healthPort;
    private Optional<EmbeddedKafka> broker = Optional.empty();

    private AllInOne(
            AllInOneSettings settings,
            ParsedConfig.Valid parsed,
            SecretResolver secrets,
            InstantSource clock,
            Supplier<Optional<ParsedConfig.Valid>> file) {
        try {
            String bootstrap = settings.externalKafka().orElseGet(() -> embedded(settings));
            createTopics(bootstrap, settings, Route.topics(parsed.config()));
            cluster = opened(ClusterLink.open(bootstrap, parsed.config().registryUrl()));
            cluster.registerSchemas();
            registryUrl = registry(cluster, settings);
            config = new LiveConfig(cluster.apply(parsed, NAME, clock));
            RoleContext context =
                    cluster.context(
                            settings.dataDir().resolve("roles"), NAME, config, secrets, clock);
            roles =
                    opened(
                            new RoleStarter(
                                            context,
                                            new InetSocketAddress(
                                                    settings.host(), settings.httpPort()))
                                    .start(EnumSet.allOf(RoleName.class)));
            healthPort = health(settings, roles, clock).map(HealthServer::port);
            roles.awaitReady(START_MAX);
            follower =
                    opened(
                            ConfigFollower.start(
                                    cluster,
                                    config,
                                    new ConfigFollower.Parts(
                                            NAME,
                                            file,
                                            next -> prepare(next, settings, secrets),
                                            roles),
                                    clock));
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private Optional<String> registry(ClusterLink opened, AllInOneSettings settings) {
        return opened.ownRegistry()
                .map(own ->
                        opened(
                                RegistryServer.start(
                                        own,
                                        settings.host().getHostAddress(),
                                        settings.registryPort())))
                .map(RegistryServer::url);
    }

    private void prepare(SluiceConfig next, AllInOneSettings settings, SecretResolver secrets) {
        Unchangeable.check(next, config.current().config(), EnumSet.allOf(RoleName.class), secrets);
        createTopics(cluster.bootstrapServers(), settings, Route.topics(next));
    }

    private Optional<HealthServer> health(
            AllInOneSettings settings, RunningRoles running, InstantSource clock) {
        return settings.healthPort()
                .map(port -> new InetSocketAddress(settings.host(), port))
                .map(at ->
                        opened(
                                HealthServer.start(
                                        at,
                                        running::readiness,
                                        () -> LaneMetrics.text(running.lanes(), clock.instant()),
                                        new DispatcherViews(running.queue(), running.limits()))));
    }

    /** Starts everything and returns when it serves; where something fails, all is closed again. */
    public static AllInOne start(
            AllInOneSettings settings,
            ParsedConfig.Valid config,
            SecretResolver secrets,
            InstantSource clock) {
        return start(settings, config, secrets, clock, Optional::empty);
    }

    /**
     * @param file what a watched file says now, where it changed since the last time it was asked
     */
    public static AllInOne start(
            AllInOneSettings settings,
            ParsedConfig.Valid config,
            SecretResolver secrets,
            InstantSource clock,
            Supplier<Optional<ParsedConfig.Valid>> file) {
        return new AllInOne(settings, config, secrets, clock, file);
    }

    public ClusterLink cluster() {
        return cluster;
    }

    /** The one in force now. */
    public ActiveConfig config() {
        return config.current();
    }

    /** Where the HTTP door listens. */
    public int httpPort() {
        return roles.doorPort().orElseThrow();
    }

    /** Where the health check listens and says what waits; empty where none was asked for. */
    public Optional<Integer> healthPort() {
        return healthPort;
    }

    /** Address of the embedded registry; empty where another is used. */
    public Optional<String> registryUrl() {
        return registryUrl;
    }

    /** Why parts stopped by themselves; empty while all run. */
    public List<String> failures() {
        List<String> failures = new ArrayList<>(roles.failures());
        // Its clients would only try again for ever.
        broker.flatMap(EmbeddedKafka::failure).ifPresent(why -> failures.add("kafka: " + why));
        return failures;
    }

    /** What parts wait for while all serve, such as a customer's topic. */
    public Map<String, String> troubles() {
        Map<String, String> troubles = new TreeMap<>(roles.troubles());
        troubles.putAll(follower.troubles());
        return troubles;
    }

    /** What happened since the last time somebody asked. */
    public List<String> news() {
        return follower.news();
    }

    @Override
    public void close() {
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                LOG.atWarn().setCause(e).log("a part did not close in order");
            }
        }
    }

    private String embedded(AllInOneSettings settings) {
        EmbeddedKafka kafka =
                opened(
                        EmbeddedKafka.start(
                                settings.dataDir().resolve("kafka"),
                                EmbeddedKafkaConfig.loopback(settings.kafkaPort())));
        broker = Optional.of(kafka);
        return kafka.bootstrapServers();
    }

    /**
     * A foreign Kafka's topics may have other counts and more copies: they are only checked. Those
     * of customers are the customers'; here there is nobody else to make them.
     */
    private static void createTopics(
            String bootstrap, AllInOneSettings settings, List<String> ofCustomers) {
        try (TopicAdmin admin = TopicAdmin.connect(bootstrap)) {
            if (settings.externalKafka().isEmpty() || !admin.hasTopics()) {
                admin.create(TopicPlan.embedded());
            }
            if (settings.externalKafka().isEmpty()) {
                admin.createForCustomers(ofCustomers, TopicPlan.embedded());
            } else if (!ofCustomers.isEmpty()) {
                LOG.atInfo()
                        .addKeyValue("topics", ofCustomers)
                        .log("customers' own topics are not made on a Kafka that is not embedded");
            }
        }
    }

    private <T extends AutoCloseable> T opened(T part) {
        parts.push(part);
        return part;
    }
}
