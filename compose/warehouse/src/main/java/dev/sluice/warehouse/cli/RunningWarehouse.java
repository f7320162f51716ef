package dev.sluice.warehouse.cli;

import dev.sluice.warehouse.WarehouseSource;
import dev.sluice.warehouse.connect.ConnectWorker;
import dev.sluice.warehouse.connect.PluginFolder;
import dev.sluice.warehouse.connect.SinkWatch;
import dev.sluice.warehouse.connect.Sinks;
import dev.sluice.warehouse.connect.WorkerSettings;
import dev.sluice.warehouse.kafka.Backlog;
import dev.sluice.warehouse.kafka.SourceTopics;
import dev.sluice.warehouse.postgres.Database;
import dev.sluice.warehouse.postgres.PostgresServer;
import dev.sluice.warehouse.postgres.SourceClaims;
import dev.sluice.warehouse.postgres.WarehouseAwayException;
import dev.sluice.warehouse.postgres.WarehouseTables;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * The warehouse's parts, in the order of their start. Started and closed by one thread; a signal
 * during the start closes what is there.
 */
final class RunningWarehouse implements AutoCloseable {

    private static final Duration TRY_AGAIN = Duration.ofSeconds(1);

    /**
     * What it is made of.
     *
     * @param given a database that runs already; empty: one in {@code data}
     * @param host address that all listen on
     */
    record Settings(
            String bootstrapServers,
            Optional<URI> registryUrl,
            Optional<Database> given,
            Path data,
            String host,
            int restPort,
            int postgresPort) {}

    private final Settings settings;
    private final Deque<AutoCloseable> parts = new ConcurrentLinkedDeque<>();
    private final Optional<PostgresServer> own;
    private final Database database;
    private final Map<String, String> groups;
    private final ConnectWorker worker;
    private final SinkWatch sinks;

    private RunningWarehouse(Settings settings, Consumer<String> messages) {
        this.settings = settings;
        Thread cleaning = Thread.ofPlatform().unstarted(this::close);
        Runtime.getRuntime().addShutdownHook(cleaning);
        try {
            this.own =
                    settings.given().isPresent()
                            ? Optional.empty()
                            : Optional.of(
                                    add(
                                            PostgresServer.start(
                                                    settings.data(),
                                                    settings.host(),
                                                    settings.postgresPort())));
            this.database = settings.given().orElseGet(() -> own.orElseThrow().database());
            WarehouseSource source = source(settings.bootstrapServers());
            Prepared prepared = whenItAnswers(messages, () -> prepare(source));
            this.groups = prepared.groups();
            WorkerSettings workerSettings = workerSettings(prepared.schema());
            this.worker = add(ConnectWorker.start(workerSettings));
            this.sinks =
                    add(
                            SinkWatch.start(
                                    worker,
                                    workerSettings,
                                    groups,
                                    database::whyAway,
                                    InstantSource.system(),
                                    messages));
        } catch (RuntimeException e) {
            close();
            throw e;
        } finally {
            forget(cleaning);
        }
    }

    /** From here on whoever started it closes it. */
    private static void forget(Thread cleaning) {
        try {
            Runtime.getRuntime().removeShutdownHook(cleaning);
        } catch (IllegalStateException e) {
            // Ctrl-C during the start: it is at work.
        }
    }

    /**
     * Returns when Connect has its sinks; they may need a moment to run.
     *
     * @param messages takes lines for people, about what is being waited for
     * @throws RuntimeException where it cannot be started; the message says why
     */
    static RunningWarehouse start(Settings settings, Consumer<String> messages) {
        return new RunningWarehouse(settings, messages);
    }

    boolean allSinksRun() {
        return sinks.allRun();
    }

    List<String> failures() {
        return sinks.failures();
    }

    URI restUrl() {
        return worker.url();
    }

    Database database() {
        return database;
    }

    Optional<PostgresServer> ownServer() {
        return own;
    }

    /** What is not in the warehouse yet, of what is in Kafka now. */
    Map<String, Backlog> backlogs() {
        Map<String, Backlog> backlogs = new HashMap<>();
        try (SourceTopics topics = SourceTopics.connect(settings.bootstrapServers())) {
            groups.forEach((topic, group) ->
                    backlogs.put(
                            topic,
                            Backlog.of(
                                    topics, topic, group, topics.ends(topics.partitions(topic)))));
        }
        return backlogs;
    }

    /** The sinks first, PostgreSQL last. */
    @Override
    public void close() {
        for (AutoCloseable part = parts.poll(); part != null; part = parts.poll()) {
            try {
                part.close();
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException("does not close: " + e.getMessage(), e);
            }
        }
    }

    private <T extends AutoCloseable> T add(T part) {
        parts.push(part);
        return part;
    }

    private static WarehouseSource source(String bootstrapServers) {
        try (SourceTopics topics = SourceTopics.connect(bootstrapServers)) {
            return topics.source(Arrays.stream(Sinks.values()).map(Sinks::topic).toList());
        }
    }

    /**
     * What sinks are told of the database.
     *
     * @param groups consumer group of each topic
     */
    private record Prepared(String schema, Map<String, String> groups) {}

    private Prepared prepare(WarehouseSource source) {
        String schema =
                WarehouseTables.prepare(
                        database, Arrays.stream(Sinks.values()).map(Sinks::expected).toList());
        String fresh = "sluice-warehouse-" + UUID.randomUUID() + "-";
        Map<String, String> groups = new HashMap<>();
        SourceClaims.claim(database, source, topic -> fresh + topic)
                .forEach(claim -> groups.put(claim.topic(), claim.consumerGroup()));
        return new Prepared(schema, groups);
    }

    private static <T> T whenItAnswers(
            Consumer<String> messages, java.util.function.Supplier<T> work) {
        boolean told = false;
        while (true) {
            try {
                return work.get();
            } catch (WarehouseAwayException e) {
                if (!told) {
                    messages.accept(e.getMessage() + ". Waiting for it");
                    told = true;
                }
                LockSupport.parkNanos(TRY_AGAIN.toNanos());
            }
        }
    }

    private WorkerSettings workerSettings(String schema) {
        try {
            Files.createDirectories(settings.data());
        } catch (IOException e) {
            throw new IllegalStateException(
                    "cannot use the folder %s: %s".formatted(settings.data(), e.getMessage()), e);
        }
        return new WorkerSettings(
                settings.bootstrapServers(),
                settings.registryUrl(),
                PluginFolder.find(),
                settings.data(),
                settings.host(),
                settings.restPort(),
                database.url(),
                database.user(),
                database.password(),
                schema);
    }
}
