package dev.sluice.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.client.Request;
import dev.sluice.client.Result;
import dev.sluice.client.SluiceClient;
import dev.sluice.config.signing.SigningRoot;
import dev.sluice.schemas.id.RequestId;
import dev.sluice.schemas.record.DeadLetter;
import dev.sluice.schemas.record.InferenceResult;
import dev.sluice.schemas.record.Priority;
import dev.sluice.schemas.record.ResultError;
import dev.sluice.schemas.record.ResultStatus;
import dev.sluice.schemas.signature.Signature;
import dev.sluice.schemas.signature.SignedText;
import dev.sluice.schemas.signature.SigningKey;
import dev.sluice.schemas.topic.Topics;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A Kafka door that takes signed records only, on a real Kafka. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SignedDoorIT {

    private static final String ROOT = "0123456789abcdef0123456789abcdef";
    private static final String MODEL = "gpt-4o-mini";
    private static final String SECRET_SHA256 =
            "2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b";
    private static final String RESEARCH_SHA256 =
            "b0ee31bd3888e35610715cce3a1951bd6bbb6bfad1e14e5b5e197cfd08e5ac77";

    private Stack stack;

    @BeforeAll
    void start(@TempDir Path folder) {
        stack =
                Stack.start(
                        folder,
                        yaml ->
                                "kafka_door: {auth: signed, signing_root: \""
                                        + ROOT
                                        + "\"}\n"
                                        + yaml.replace(
                                                        "  acme:\n",
                                                        "  acme:\n    results: {topic: results.acme}\n")
                                                .replace(
                                                        "secret_sha256: " + SECRET_SHA256,
                                                        secret("ops"))
                                                .replace(
                                                        "secret_sha256: " + RESEARCH_SHA256,
                                                        secret("research")));
    }

    @AfterAll
    void close() {
        stack.close();
    }

    @Test
    void theJavaClientSignsWhereItHasTheSecret() {
        try (SluiceClient sluice =
                SluiceClient.connect(stack.agent().secret("vk_research_secret"))) {
            Result result =
                    sluice.ask(Request.chat(MODEL, "hello").priority(Priority.INTERACTIVE)).join();

            assertThat(result.answered()).as(result.toString()).isTrue();
            assertThat(result.tenant().getTeam()).isEqualTo("research");
        }
    }

    @Test
    void oneWithoutTheSecretIsToldThatItMustSign() {
        try (SluiceClient sluice = SluiceClient.connect(stack.agent())) {
            Result result = sluice.ask(Request.chat(MODEL, "hello")).join();

            assertThat(result.status()).isEqualTo(ResultStatus.REFUSED);
            assertThat(result.error().map(ResultError::getType)).contains("invalid_signature");
        }
    }

    @Test
    void theExampleInPythonSignsWhereItIsGivenTheSecret() throws Exception {
        Path program = Path.of("").toAbsolutePath().resolve("../../examples/python/ask.py");
        Assumptions.assumeTrue(
                Files.isExecutable(Path.of("/usr/bin/python3"))
                        && new ProcessBuilder("/usr/bin/python3", "-c", "import confluent_kafka")
                                        .start()
                                        .waitFor()
                                == 0,
                "needs confluent_kafka: apt-get install -y python3-confluent-kafka");
        ProcessBuilder ask =
                new ProcessBuilder("/usr/bin/python3", program.toString(), "Why a log?")
                        .redirectErrorStream(true);
        ask.environment()
                .putAll(
                        Map.of(
                                "KAFKA", stack.bootstrapServers(),
                                "SLUICE_KEY", "research",
                                "SLUICE_SECRET", "secret",
                                "SLUICE_RESULTS", "results.acme"));

        Process asked = ask.start();

        assertThat(asked.inputReader(StandardCharsets.UTF_8).lines())
                .anyMatch(line -> line.startsWith("Why a log? -> answered, "));
        assertThat(asked.waitFor()).isZero();
    }

    @Test
    void theHttpDoorSignsWithTheSecretThatItIsGiven() throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer =
                    client.send(
                            HttpRequest.newBuilder(
                                            URI.create(
                                                    "http://127.0.0.1:"
                                                            + stack.all().httpPort()
                                                            + "/v1/chat/completions"))
                                    .header("Authorization", "Bearer vk_research_secret")
                                    .POST(
                                            BodyPublishers.ofString(
                                                    "{\"model\":\"gpt-4o-mini\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}"))
                                    .build(),
                            BodyHandlers.ofString());

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        }
    }

    @Test
    void aCancelIsTakenFromWhoSignsItOnly() {
        try (SluiceClient stranger = SluiceClient.connect(stack.agent());
                SluiceClient owner = SluiceClient.connect(stack.agent().secret("secret"))) {
            RequestId id = new RequestId(stack.all().cluster().topics().requestsTopicId(), 0, 99);
            stranger.cancel(id, "not mine").join();
            owner.cancel(id, "mine").join();

            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .untilAsserted(() ->
                            assertThat(stack.records(Topics.DEAD_LETTERS))
                                    .extracting(DeadLetter::getReason)
                                    .containsExactly("invalid_signature"));
        }
    }

    @Test
    void aSignedLineIsAnsweredAndItsCopyCostsNothing() {
        Map<String, String> headers = signed("a line", "secret", Instant.now());
        long before = stack.provider().tally().calls();

        InferenceResult first = stack.result(stack.publish(line("a line"), headers));
        InferenceResult copy = stack.result(stack.publish(line("a line"), headers));

        assertThat(first.getStatus()).isEqualTo(ResultStatus.ANSWERED);
        assertThat(copy.getStatus()).isEqualTo(ResultStatus.ANSWERED);
        assertThat(copy.getReplayed()).isTrue();
        assertThat(stack.provider().tally().calls() - before).isEqualTo(1);
    }

    @Test
    void aForgedOneIsNobodysAndAStaleOneIsTold() {
        InferenceResult forged = refused("forged", signed("forged", "guessed", Instant.now()));
        InferenceResult changed = refused("not this", signed("but that", "secret", Instant.now()));
        InferenceResult stale =
                refused("old", signed("old", "secret", Instant.now().minusSeconds(301)));

        assertThat(forged.getError().map(ResultError::getType)).contains("invalid_signature");
        assertThat(forged.getTenant().getCustomer()).isEmpty();
        assertThat(changed.getError().map(ResultError::getType)).contains("invalid_signature");
        assertThat(stale.getError().map(ResultError::getType)).contains("stale_signature");
        assertThat(stale.getTenant().getCustomer()).isEqualTo("acme");
    }

    private InferenceResult refused(String question, Map<String, String> headers) {
        InferenceResult result = stack.result(stack.publish(line(question), headers));
        assertThat(result.getStatus()).isEqualTo(ResultStatus.REFUSED);
        return result;
    }

    private static String line(String question) {
        return "{\"custom_id\":\"%s\",\"body\":{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}}"
                .formatted(question, MODEL, question);
    }

    private static Map<String, String> signed(String question, String secret, Instant at) {
        Map<String, String> headers = new TreeMap<>(Map.of("sluice-key", "research"));
        headers.put("sluice-deadline", "1m");
        ByteBuffer value = ByteBuffer.wrap(line(question).getBytes(StandardCharsets.UTF_8));
        Signature.Stamp stamp =
                new Signature.Stamp(
                        Instant.ofEpochMilli(at.toEpochMilli()), UUID.randomUUID().toString());
        SignedText text = SignedText.ofJson(Topics.REQUESTS, value, headers, stamp).orElseThrow();
        headers.put(Signature.HEADER, SigningKey.of("research", secret).sign(text).text());
        return headers;
    }

    private static String secret(String key) {
        return "secret_sha256: %s%n            signing_key: \"%s\""
                .formatted(
                        SECRET_SHA256,
                        SigningRoot.of(ROOT)
                                .wrap(key, SECRET_SHA256, SigningKey.of(key, "secret")));
    }
}
