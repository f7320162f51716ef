package dev.sluice.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.app.kafka.EmbeddedKafka;
import dev.sluice.app.kafka.EmbeddedKafkaConfig;
import dev.sluice.app.kafka.TopicAdmin;
import dev.sluice.app.kafka.TopicPlan;
import dev.sluice.app.kafka.TopicSnapshot;
import dev.sluice.app.roles.ClusterLink;
import dev.sluice.app.sim.Simulator;
import dev.sluice.client.kafka.RequestPublisher;
import dev.sluice.client.wire.OutgoingRequest;
import dev.sluice.integration.Commands.Ran;
import dev.sluice.schemas.record.InferenceResult;
import dev.sluice.schemas.record.ResultStatus;
import dev.sluice.schemas.topic.Topics;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three dispatchers; the one that owns the customer is killed while requests come in. */
class TakeoverIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int ALLOWED = 300;
    private static final int ASKED = 500;
    private static final Map<String, String> OR_REFUSE =
            Map.of("sluice-key", "research", "sluice-on-limit", "reject");

    @TempDir private Path folder = Path.of("");

    private final Map<String, SluiceProcess> dispatchers = new HashMap<>();
    private final Map<String, Integer> ports = new HashMap<>();
    private EmbeddedKafka kafka;
    private Simulator provider;
    private ClusterLink cluster;
    private RequestPublisher publisher;

    @BeforeEach
    void start() throws IOException {
        kafka = EmbeddedKafka.start(folder.resolve("kafka"), EmbeddedKafkaConfig.loopback(0));
        try (TopicAdmin topics = TopicAdmin.connect(kafka.bootstrapServers())) {
            topics.create(TopicPlan.embedded());
        }
        provider = Stack.provider(0, Duration.ofMillis(50));
        Files.writeString(
                folder.resolve("sluice.yaml"),
                Stack.yaml(provider.port())
                        .replace(
                                "[{usd: 50, per: 1d}]",
                                "[{requests: %d, per: 1h}, {usd: 50, per: 1d}]"
                                        .formatted(ALLOWED)));
        cluster = ClusterLink.open(kafka.bootstrapServers(), Optional.empty());
        cluster.registerSchemas();
        publisher =
                RequestPublisher.open(
                        kafka.bootstrapServers(),
                        cluster.topics().requestsTopicId(),
                        cluster.topics().stagePartitions(),
                        InstantSource.system());
    }

    @AfterEach
    void stop() {
        publisher.close();
        cluster.close();
        provider.close();
        kafka.close();
    }

    private SluiceProcess run(String role, String instance, String... more) throws IOException {
        List<String> options =
                new ArrayList<>(
                        List.of(
                                "--config", folder.resolve("sluice.yaml").toString(),
                                "--data", folder.resolve("data").toString(),
                                "--kafka", kafka.bootstrapServers()));
        options.addAll(List.of(more));
        return SluiceProcess.run(folder, role, instance, options);
    }

    private void runDispatcher(String instance) throws IOException {
        int port = SluiceProcess.freePort();
        ports.put(instance, port);
        dispatchers.put(instance, run("dispatcher", instance, "--health-port", "" + port));
    }

    /** Of acme's limits, as one dispatcher tells them; empty where another owns them. */
    private Optional<JsonNode> limits(String instance) {
        Ran ran =
                Commands.run(
                        "limits",
                        "--dispatcher",
                        "http://127.0.0.1:" + ports.get(instance),
                        "--customer",
                        "acme",
                        "--json");
        try {
            JsonNode limits = new JsonMapper().readTree(ran.out()).path("limits");
            return limits.isEmpty() ? Optional.empty() : Optional.of(limits);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private Optional<String> owner() {
        return dispatchers.keySet().stream()
                .filter(instance -> limits(instance).isPresent())
                .findFirst();
    }

    private List<CompletableFuture<?>> publish(int from, int to) {
        List<CompletableFuture<?>> sent = new ArrayList<>();
        for (int n = from; n < to; n++) {
            byte[] line = Lines.chat("r" + n, "hello").getBytes(StandardCharsets.UTF_8);
            sent.add(
                    publisher.publish(
                            new OutgoingRequest(
                                    Optional.empty(), ByteBuffer.wrap(line), OR_REFUSE)));
        }
        return sent;
    }

    private List<InferenceResult> results() {
        List<InferenceResult> results = new ArrayList<>();
        TopicSnapshot.read(
                kafka.bootstrapServers(),
                cluster.registry(),
                Topics.RESULTS,
                (_, value) -> results.add(value));
        return results;
    }

    private static long count(List<InferenceResult> results, ResultStatus status) {
        return results.stream().filter(result -> result.getStatus() == status).count();
    }

    private void killTheOwnerWhileRequestsComeIn() {
        publish(0, ASKED / 2).forEach(CompletableFuture::join);
        String owner =
                Awaitility.await()
                        .atMost(PATIENCE)
                        .until(this::owner, Optional::isPresent)
                        .orElseThrow();
        List<CompletableFuture<?>> rest = publish(ASKED / 2, ASKED);
        Optional.ofNullable(dispatchers.remove(owner)).orElseThrow().kill();
        rest.forEach(CompletableFuture::join);
    }

    @Test
    void whatWasAdmittedIsCountedOnceAndNothingMoreIsAdmitted() throws Exception {
        try (SluiceProcess worker = run("worker", "worker-1")) {
            for (String instance : List.of("one", "two", "three")) {
                runDispatcher(instance);
            }
            worker.awaitLine("worker is ready");
            for (SluiceProcess dispatcher : dispatchers.values()) {
                dispatcher.awaitLine("dispatcher is ready");
            }

            killTheOwnerWhileRequestsComeIn();

            Awaitility.await().atMost(PATIENCE).until(() -> results().size() >= ASKED);
            List<InferenceResult> results = results();
            Set<String> ids = new HashSet<>();
            assertThat(results).allMatch(result -> ids.add(result.getRequestId()));
            assertThat(count(results, ResultStatus.ANSWERED)).isEqualTo(ALLOWED);
            assertThat(count(results, ResultStatus.REFUSED)).isEqualTo(ASKED - ALLOWED);
            assertThat(provider.tally().calls()).isEqualTo(ALLOWED);
            Awaitility.await().atMost(PATIENCE).until(() -> owner().isPresent());
            assertUsed(limits(owner().orElseThrow()).orElseThrow());
        } finally {
            dispatchers.values().forEach(SluiceProcess::close);
        }
    }

    private static JsonNode of(JsonNode limits, String name) {
        for (JsonNode limit : limits) {
            if (limit.path("limit").asText().equals(name)) {
                return limit;
            }
        }
        throw new AssertionError("no " + name + " in " + limits);
    }

    private static void assertUsed(JsonNode limits) {
        assertThat(of(limits, "requests/1h").path("used").asInt()).isEqualTo(ALLOWED);
        assertThat(of(limits, "concurrent").path("reserved").asInt()).isZero();
        assertThat(of(limits, "usd/1d").path("reserved").asDouble()).isZero();
        assertThat(of(limits, "usd/1d").path("used").asDouble()).isPositive();
    }
}
