package dev.sluice.integration;

import dev.sluice.app.kafka.TopicSnapshot;
import dev.sluice.app.roles.AllInOne;
import dev.sluice.app.sim.Simulator;
import dev.sluice.app.sim.SimulatorConfig;
import dev.sluice.client.ClientOptions;
import dev.sluice.client.kafka.RequestPublisher;
import dev.sluice.client.wire.OutgoingRequest;
import dev.sluice.config.Limit;
import dev.sluice.config.Window;
import dev.sluice.config.secret.SecretResolver;
import dev.sluice.config.yaml.ConfigParser;
import dev.sluice.config.yaml.ParsedConfig;
import dev.sluice.schemas.record.InferenceResult;
import dev.sluice.schemas.topic.Topic;
import dev.sluice.schemas.topic.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import org.apache.avro.specific.SpecificRecord;
import org.awaitility.Awaitility;

/**
 * All roles with a Kafka, by default an embedded one in a folder, and a simulated provider with two
 * fast keys.
 */
final class Stack implements AutoCloseable {

    static final String AUDIT_ROOT = "integration-audit-root-key";
    private static final Duration RESULT_MAX = Duration.ofSeconds(30);

    private final Simulator provider;
    private final TestKafka kafka;
    private final AllInOne all;
    private final RequestPublisher publisher;

    private Stack(Simulator provider, TestKafka kafka, AllInOne all) {
        this.provider = provider;
        this.kafka = kafka;
        this.all = all;
        this.publisher =
                RequestPublisher.open(
                        bootstrapServers(),
                        all.cluster().topics().requestsTopicId(),
                        all.cluster().topics().stagePartitions(),
                        InstantSource.system());
    }

    static Stack start(Path folder) {
        return start(folder, yaml -> yaml);
    }

    /** With the configuration of {@code stack.yaml}, changed. */
    static Stack start(Path folder, UnaryOperator<String> change) {
        return start(folder, change, Duration.ofMillis(50));
    }

    /** With a provider that takes {@code latency} for each call. */
    static Stack start(Path folder, UnaryOperator<String> change, Duration latency) {
        Simulator provider = provider(0, latency);
        try {
            TestKafka kafka = TestKafka.open();
            try {
                ParsedConfig.Valid config = parsed(change.apply(yaml(provider.port())));
                kafka.makeTopicsOfCustomers(config.config());
                AllInOne all =
                        AllInOne.start(
                                kafka.settings(folder).withHealthPort(0),
                                config,
                                SecretResolver.of(Map.of()),
                                InstantSource.system());
                return new Stack(provider, kafka, all);
            } catch (RuntimeException e) {
                kafka.close();
                throw e;
            }
        } catch (RuntimeException e) {
            provider.close();
            throw e;
        }
    }

    /** Two keys of 6,000 requests a minute. */
    static Simulator provider(int port, Duration latency) {
        Limit limit =
                new Limit.Requests(6_000, new Window(1, Window.Unit.MINUTES), OptionalLong.of(100));
        return Simulator.start(
                SimulatorConfig.of(
                                List.of(
                                        new SimulatorConfig.Key(
                                                "key-a", "sk-sim-key-a", List.of(limit)),
                                        new SimulatorConfig.Key(
                                                "key-b", "sk-sim-key-b", List.of(limit))),
                                List.of(
                                        new SimulatorConfig.Model(
                                                "gpt-4o-mini",
                                                new BigDecimal("0.15"),
                                                new BigDecimal("0.60"))))
                        .onPort(port)
                        .withLatency(latency)
                        .withSlowness(Duration.ofSeconds(20)));
    }

    static String yaml(int providerPort) {
        try {
            return new String(
                            Stack.class.getResourceAsStream("/stack.yaml").readAllBytes(),
                            StandardCharsets.UTF_8)
                    .replace("PORT", Integer.toString(providerPort));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path write(Path folder, int providerPort) throws IOException {
        return Files.writeString(folder.resolve("sluice.yaml"), yaml(providerPort));
    }

    Simulator provider() {
        return provider;
    }

    AllInOne all() {
        return all;
    }

    String bootstrapServers() {
        return all.cluster().bootstrapServers();
    }

    /** Publishes one batch line as team {@code research}'s key and returns the request's id. */
    String publish(String line, Map<String, String> headers) {
        return publish(Optional.of("acme"), line.getBytes(StandardCharsets.UTF_8), headers);
    }

    /** {@code customer}: whose partition it is put on; empty: any. */
    String publish(Optional<String> customer, byte[] value, Map<String, String> headers) {
        return publisher
                .publish(new OutgoingRequest(customer, ByteBuffer.wrap(value), headers))
                .join()
                .toString();
    }

    /** The one result of the request, when it is there. */
    InferenceResult result(String requestId) {
        return Awaitility.await()
                .atMost(RESULT_MAX)
                .until(
                        () ->
                                records(Topics.RESULTS).stream()
                                        .filter(found -> found.getRequestId().equals(requestId))
                                        .findAny(),
                        Optional::isPresent)
                .orElseThrow();
    }

    /** All committed records of a topic as they are now. */
    <V extends SpecificRecord> List<V> records(Topic<V> topic) {
        List<V> records = new ArrayList<>();
        TopicSnapshot.read(
                bootstrapServers(),
                all.cluster().registry(),
                topic,
                (_, value) -> records.add(value));
        return records;
    }

    @Override
    public void close() {
        try (provider;
                kafka;
                all) {
            publisher.close();
        }
    }

    /** Options of an agent with team {@code research}'s key. */
    ClientOptions agent() {
        return ClientOptions.of(bootstrapServers(), "research");
    }

    static ParsedConfig.Valid parsed(String yaml) {
        return switch (ConfigParser.parse(yaml, "stack.yaml")) {
            case ParsedConfig.Valid valid -> valid;
            case ParsedConfig.Invalid invalid ->
                    throw new IllegalArgumentException(invalid.report());
        };
    }
}
