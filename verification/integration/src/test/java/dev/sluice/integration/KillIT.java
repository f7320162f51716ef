package dev.sluice.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.app.kafka.TopicSnapshot;
import dev.sluice.app.roles.ClusterLink;
import dev.sluice.app.sim.Simulator;
import dev.sluice.client.kafka.RequestPublisher;
import dev.sluice.client.wire.OutgoingRequest;
import dev.sluice.ledger.audit.AuditRootKey;
import dev.sluice.ledger.kafka.AuditReader;
import dev.sluice.ledger.verify.AuditReport;
import dev.sluice.schemas.money.PicoUsd;
import dev.sluice.schemas.record.EndKind;
import dev.sluice.schemas.record.EntryKind;
import dev.sluice.schemas.record.InferenceResult;
import dev.sluice.schemas.record.LedgerEntry;
import dev.sluice.schemas.record.ResultStatus;
import dev.sluice.schemas.topic.Topic;
import dev.sluice.schemas.topic.Topics;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} of everything with calls in flight, and started again on the same folder. */
class KillIT {

    private static final int REQUESTS = 150;
    private static final int IN_FLIGHT_AT_KILL = 20;
    private static final List<String> SECRETS =
            List.of("sk-sim-key-a", "sk-sim-key-b", Stack.AUDIT_ROOT, "s3cr3t-of-research-9f2c");

    @TempDir private Path folder = Path.of("");

    @Test
    void everyRequestIsAnsweredOnceEveryCallChargedAndNoSecretWritten() throws Exception {
        TestKafka.embeddedOnly("Kafka is killed with Sluice, and its files are read");
        int kafkaPort = freePort();
        try (Simulator provider = Stack.provider(0, Duration.ofMillis(800))) {
            Stack.write(folder, provider.port());
            try (SluiceProcess first = SluiceProcess.up(folder, kafkaPort)) {
                assertThat(askThroughTheDoor(first.httpPort())).isEqualTo(200);
                publish(kafkaPort);
                Awaitility.await()
                        .pollInterval(Duration.ofMillis(5))
                        .until(() -> provider.inFlight() >= IN_FLIGHT_AT_KILL);
                first.kill();
            }

            try (SluiceProcess second = SluiceProcess.up(folder, kafkaPort);
                    ClusterLink cluster =
                            ClusterLink.open("127.0.0.1:" + kafkaPort, Optional.empty())) {
                assertThat(second.httpPort()).isPositive();
                Awaitility.await()
                        .atMost(Duration.ofSeconds(90))
                        .until(() -> records(cluster, Topics.RESULTS).size() >= REQUESTS + 1);
                everyRequestIsAnsweredOnce(cluster);
                assertThat(provider.tally().calls())
                        .as("only calls whose end nobody knows are made again")
                        .isLessThanOrEqualTo(REQUESTS + 1 + unknownEnds(cluster));
                theBooksAgree(cluster, provider);
            }
        }
        noSecretIsWritten();
    }

    private long unknownEnds(ClusterLink cluster) {
        return records(cluster, Topics.OUTCOMES).stream()
                .filter(end -> end.getKind() == EndKind.UNKNOWN)
                .count();
    }

    private void everyRequestIsAnsweredOnce(ClusterLink cluster) {
        List<InferenceResult> results = records(cluster, Topics.RESULTS);
        assertThat(results).hasSize(REQUESTS + 1);
        assertThat(results.stream().map(InferenceResult::getRequestId)).doesNotHaveDuplicates();
        assertThat(results).allMatch(result -> result.getStatus() == ResultStatus.ANSWERED);
    }

    private void theBooksAgree(ClusterLink cluster, Simulator provider) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> {
                    List<LedgerEntry> entries = records(cluster, Topics.ENTRIES);
                    BigDecimal difference = usd(entries).subtract(provider.tally().costUsd());
                    assertThat(difference).isGreaterThanOrEqualTo(BigDecimal.ZERO);
                    assertThat(difference).isLessThanOrEqualTo(boundOfUnknown(entries));
                    assertThat(
                                    entries.stream()
                                            .filter(e -> e.getKind() != EntryKind.REVERSAL)
                                            .map(LedgerEntry::getRequestId)
                                            .distinct())
                            .hasSize(REQUESTS + 1);
                });
        AuditReport audit =
                AuditReader.verify(
                        cluster.bootstrapServers(),
                        cluster.registry(),
                        AuditRootKey.of(Stack.AUDIT_ROOT.getBytes(StandardCharsets.UTF_8)));
        assertThat(audit.firstFault()).isEmpty();
    }

    private void noSecretIsWritten() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> written =
                    files.filter(Files::isRegularFile)
                            .filter(file -> !file.endsWith("sluice.yaml"))
                            .toList();
            assertThat(written).hasSizeGreaterThan(20);
            for (Path file : written) {
                String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                assertThat(SECRETS).noneMatch(bytes::contains);
            }
        }
    }

    private static void publish(int kafkaPort) {
        try (ClusterLink cluster = ClusterLink.open("127.0.0.1:" + kafkaPort, Optional.empty());
                RequestPublisher publisher =
                        RequestPublisher.open(
                                cluster.bootstrapServers(),
                                cluster.topics().requestsTopicId(),
                                cluster.topics().stagePartitions(),
                                InstantSource.system())) {
            List<CompletableFuture<?>> sent = new ArrayList<>();
            for (int n = 0; n < REQUESTS; n++) {
                byte[] line = Lines.chat("k-" + n, "hello").getBytes(StandardCharsets.UTF_8);
                sent.add(
                        publisher.publish(
                                new OutgoingRequest(
                                        Optional.of("acme"),
                                        ByteBuffer.wrap(line),
                                        Lines.research())));
            }
            CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new)).join();
        }
    }

    private static int askThroughTheDoor(int port) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(
                                            URI.create(
                                                    "http://127.0.0.1:"
                                                            + port
                                                            + "/v1/chat/completions"))
                                    .header(
                                            "Authorization",
                                            "Bearer vk_research_s3cr3t-of-research-9f2c")
                                    .POST(
                                            HttpRequest.BodyPublishers.ofString(
                                                    """
                                                    {"model":"gpt-4o-mini","max_tokens":20,\
                                                    "messages":[{"role":"user","content":"hi"}]}\
                                                    """))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }
    }

    private static BigDecimal usd(List<LedgerEntry> entries) {
        return entries.stream()
                .map(entry -> PicoUsd.toUsd(entry.getAmountPicos()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal boundOfUnknown(List<LedgerEntry> entries) {
        return usd(entries.stream().filter(entry -> entry.getKind() == EntryKind.UNKNOWN).toList());
    }

    private static <V extends SpecificRecord> List<V> records(ClusterLink cluster, Topic<V> topic) {
        List<V> records = new ArrayList<>();
        TopicSnapshot.read(
                cluster.bootstrapServers(),
                cluster.registry(),
                topic,
                (_, value) -> records.add(value));
        return records;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
