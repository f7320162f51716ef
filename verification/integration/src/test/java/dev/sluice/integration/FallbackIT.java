package dev.sluice.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.client.Request;
import dev.sluice.client.Result;
import dev.sluice.client.SluiceClient;
import dev.sluice.schemas.record.Degradation;
import dev.sluice.schemas.record.Fallback;
import dev.sluice.schemas.record.InferenceResult;
import dev.sluice.schemas.record.LedgerEntry;
import dev.sluice.schemas.record.ResultStatus;
import dev.sluice.schemas.topic.Topics;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * A model that its provider does not have any more, and another one, of another provider with
 * another dialect, that answers in its place.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FallbackIT {

    private static final String BODY =
            "{\"model\":\"gpt-old\",\"max_tokens\":600,\"messages\":["
                    + "{\"role\":\"system\",\"content\":\"be brief\"},"
                    + "{\"role\":\"user\",\"content\":\"hello\"}]}";
    private static final String ANSWER =
            """
            {"id":"msg_1","type":"message","role":"assistant","model":"claude-x-2026",
             "content":[{"type":"text","text":"hi"}],"stop_reason":"end_turn",
             "usage":{"input_tokens":12,"output_tokens":3}}
            """;

    /** OpenAI's words: "does not exist or you do not have access to it". */
    private static final Degradation GONE = new Degradation("gpt-old", "claude", "model_access");

    private final StubProvider other =
            StubProvider.start(_ -> new StubProvider.Answer(200, ANSWER));
    private Stack stack;

    @BeforeAll
    void start(@TempDir Path folder) {
        stack = Stack.start(folder, yaml -> withRoute(yaml, other.port()));
    }

    @AfterAll
    void close() {
        stack.close();
        other.close();
    }

    private static String withRoute(String yaml, int port) {
        return yaml.replace(
                        "models:\n",
                        """
                          other:
                            type: anthropic
                            base_url: http://127.0.0.1:%d/v1
                            keys: [{id: key-c, secret: sk-ant-of-the-stub}]
                        models:
                          gpt-old: {provider: sim, provider_model: gone-1, max_output_tokens: 1024, fallback: [claude]}
                          claude: {provider: other, provider_model: claude-x, max_output_tokens: 512}
                        """
                                .formatted(port))
                .replace("models: [gpt-4o-mini]", "models: [gpt-4o-mini, gpt-old, claude]")
                .replace(
                        "prices:\n",
                        """
                        prices:
                          gpt-old: {input_per_million: 1, output_per_million: 2}
                          claude: {input_per_million: 3, output_per_million: 15}
                        """);
    }

    private static Map<String, String> allowed(String... more) {
        Map<String, String> headers = new TreeMap<>(Lines.research());
        headers.put("sluice-fallback", "allowed");
        for (int n = 0; n < more.length; n += 2) {
            headers.put(more[n], more[n + 1]);
        }
        return headers;
    }

    private static String line() {
        return "{\"custom_id\":\"c\",\"body\":" + BODY + "}";
    }

    @Test
    void anotherDialectAnswersInItsOwnWordsAndTheAgentGetsAChatCompletion() {
        int before = other.calls().size();
        InferenceResult result = stack.result(stack.publish(line(), allowed()));

        assertThat(result.getStatus()).isEqualTo(ResultStatus.ANSWERED);
        assertThat(result.getDegradation()).contains(GONE);
        assertThat(result.getDegraded()).isTrue();
        assertThat(result.getAttempts()).as("both keys of sim, then the other").isEqualTo(3);
        assertThat(result.getServed().orElseThrow().getProvider()).isEqualTo("other");
        assertThat(text(result)).contains("\"object\":\"chat.completion\"").contains("hi");
        assertThat(result.getCostPicos()).isEqualTo(12 * 3_000_000L + 3 * 15_000_000L);

        StubProvider.Call call = other.calls().get(before);
        assertThat(call.path()).isEqualTo("/v1/messages");
        assertThat(call.secret()).isEqualTo("sk-ant-of-the-stub");
        assertThat(call.body())
                .contains("\"model\":\"claude-x\"")
                .contains("be brief")
                .contains("\"max_tokens\":512");
        Awaitility.await().until(() -> !entries(result.getRequestId()).isEmpty());
        assertThat(entries(result.getRequestId()))
                .singleElement()
                .satisfies(entry -> assertThat(entry.getModel()).isEqualTo("claude"));
    }

    private List<LedgerEntry> entries(String id) {
        return stack.records(Topics.ENTRIES).stream()
                .filter(entry -> entry.getRequestId().equals(id))
                .toList();
    }

    private static String text(InferenceResult result) {
        return java.nio.charset.StandardCharsets.UTF_8
                .decode(result.getBody().orElseThrow().duplicate())
                .toString();
    }

    @Test
    void withoutLeaveTheModelIsGoneAndNobodyElseIsAsked() {
        int before = other.calls().size();
        InferenceResult result = stack.result(stack.publish(line(), Lines.research()));

        assertThat(result.getStatus()).isEqualTo(ResultStatus.FAILED);
        assertThat(result.getError().orElseThrow().getType()).isEqualTo("model_gone");
        assertThat(result.getStatusCode()).isEqualTo(404);
        assertThat(result.getDegradation()).isEmpty();
        assertThat(other.calls()).hasSize(before);
    }

    @Test
    void aWorkflowKeepsToTheModelThatAnsweredItsFirstStep() {
        String[] pin = {"sluice-workflow", "run-7", "sluice-pin", "model"};
        assertThat(stack.result(stack.publish(line(), allowed(pin))).getDegradation())
                .contains(GONE);
        InferenceResult second = stack.result(stack.publish(line(), allowed(pin)));

        assertThat(second.getAttempts()).as("no key that does not have it").isEqualTo(1);
        assertThat(second.getDegradation())
                .contains(new Degradation("gpt-old", "claude", "workflow_pinned"));
    }

    @Test
    void theDoorSaysItInHeadersAndInTheAnswerItself() throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer =
                    client.send(
                            HttpRequest.newBuilder(
                                            URI.create(
                                                    "http://127.0.0.1:"
                                                            + stack.all().httpPort()
                                                            + "/v1/chat/completions"))
                                    .header(
                                            "authorization",
                                            "Bearer vk_research_s3cr3t-of-research-9f2c")
                                    .header("sluice-fallback", "allowed")
                                    .POST(BodyPublishers.ofString(BODY))
                                    .build(),
                            BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("x-sluice-degraded")).contains("model_access");
            assertThat(answer.headers().firstValue("x-sluice-served-model")).contains("claude");
            assertThat(answer.body())
                    .contains("\"sluice\":{\"degraded\":{\"asked\":\"gpt-old\"")
                    .contains("\"object\":\"chat.completion\"");
        }
    }

    @Test
    void theJavaClientTellsIt() {
        try (SluiceClient client = SluiceClient.connect(stack.agent())) {
            Result result =
                    client.ask(
                                    Request.json(BODY)
                                            .fallback(Fallback.ALLOWED)
                                            .deadline(Duration.ofSeconds(30)))
                            .join();
            assertThat(result.degradation()).contains(GONE);
        }
    }
}
