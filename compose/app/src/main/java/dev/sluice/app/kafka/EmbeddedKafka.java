package dev.sluice.app.kafka;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.Server;
import kafka.server.SharedServer;
import org.apache.kafka.common.utils.AppInfoParser;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.bootstrap.BootstrapMetadata;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.raft.QuorumConfig;
import org.apache.kafka.server.common.MetadataVersion;
import scala.Tuple2;

/**
 * A real Kafka, broker and controller in one node, in this process, durable in a folder. It does
 * not wait for the disk on each write, as Kafka never does: killing the process loses nothing,
 * pulling the plug may. Started and closed by one thread; the rest from any.
 */
public final class EmbeddedKafka implements AutoCloseable {

    private static final Duration STOP_MAX = Duration.ofSeconds(20);

    private final BrokerDirectory directory;
    private final BrokerListeners listeners;
    private final BrokerFaults faults = new BrokerFaults();
    private final ControllerServer controller;
    private final BrokerServer broker;

    private EmbeddedKafka(
            BrokerDirectory directory, BrokerListeners listeners, Map<String, String> settings)
            throws Exception {
        this.directory = directory;
        this.listeners = listeners;
        Map<String, String> properties =
                new HashMap<>(
                        BrokerProperties.of(
                                directory.logs(),
                                listeners.clientAddress(),
                                listeners.controllerAddress()));
        properties.putAll(settings);
        KafkaConfig config = new KafkaConfig(properties, false);
        String clusterId = directory.clusterId();
        format(config, clusterId);
        Tuple2<MetaPropertiesEnsemble, BootstrapMetadata> log =
                KafkaRaftServer.initializeLogDirs(
                        config, org.slf4j.LoggerFactory.getLogger(EmbeddedKafka.class), "");
        SharedServer shared =
                new SharedServer(
                        config,
                        log._1(),
                        Time.SYSTEM,
                        Server.initializeMetrics(config, Time.SYSTEM, clusterId),
                        CompletableFuture.completedFuture(
                                QuorumConfig.parseVoterConnections(config.quorumConfig().voters())),
                        List.of(),
                        faults,
                        listeners);
        this.controller = new ControllerServer(shared, KafkaRaftServer.configSchema(), log._2());
        this.broker = new BrokerServer(shared);
    }

    /**
     * Starts on the folder, making what is not there, and returns when clients can use it.
     *
     * @throws KafkaStartException where the folder or the port is taken, or the log cannot be read
     */
    public static EmbeddedKafka start(Path dataDir, EmbeddedKafkaConfig config) {
        BrokerDirectory directory = BrokerDirectory.open(dataDir);
        try {
            BrokerListeners listeners = BrokerListeners.bind(config);
            try {
                return start(directory, listeners, config.settings());
            } catch (Exception e) {
                listeners.close();
                throw startFailure(dataDir, e);
            }
        } catch (RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    /** Version of Kafka, broker and clients. */
    public static String version() {
        return AppInfoParser.getVersion();
    }

    public String bootstrapServers() {
        return listeners.clientAddress();
    }

    /** Why it no longer serves; empty while it does. Any thread, never blocks. */
    public Optional<String> failure() {
        return faults.fatal();
    }

    /** Hands its partitions back in an orderly way: the next start on the folder is quick. */
    @Override
    public void close() {
        try {
            broker.shutdown(STOP_MAX);
            controller.shutdown();
            broker.awaitShutdown();
            controller.awaitShutdown();
        } finally {
            listeners.close();
            directory.close();
        }
    }

    private static EmbeddedKafka start(
            BrokerDirectory directory, BrokerListeners listeners, Map<String, String> settings)
            throws Exception {
        EmbeddedKafka kafka = new EmbeddedKafka(directory, listeners, settings);
        kafka.faults.replaceExit();
        try {
            // The controller first: the broker registers with it.
            kafka.controller.startup();
            kafka.broker.startup();
            return kafka;
        } catch (Exception e) {
            kafka.broker.shutdown(Duration.ZERO);
            kafka.controller.shutdown();
            throw e;
        }
    }

    private static void format(KafkaConfig config, String clusterId) throws Exception {
        try (PrintStream silent =
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
            new Formatter()
                    .setClusterId(clusterId)
                    .setNodeId(BrokerProperties.NODE_ID)
                    .setControllerListenerName(BrokerListeners.CONTROLLER)
                    .setMetadataLogDirectory(config.metadataLogDir())
                    .setDirectories(config.logDirs())
                    .setIgnoreFormatted(true)
                    .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
                    .setPrintStream(silent)
                    .run();
        }
    }

    private static KafkaStartException startFailure(Path dataDir, Exception e) {
        return new KafkaStartException(
                "the embedded Kafka did not start on the folder %s: %s. The log says more; a folder that cannot be repaired can be set aside, and a new one begins empty"
                        .formatted(dataDir, e),
                e);
    }
}
