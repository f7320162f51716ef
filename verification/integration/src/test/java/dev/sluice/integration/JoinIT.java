package dev.sluice.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.app.sim.Fault;
import dev.sluice.app.sim.FaultRule;
import dev.sluice.client.ClientOptions;
import dev.sluice.client.Request;
import dev.sluice.client.Result;
import dev.sluice.client.SluiceClient;
import dev.sluice.schemas.record.Decision;
import dev.sluice.schemas.record.InferenceResult;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Requests that get one answer together: by their idempotency key, or because they are equal. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JoinIT {

    private static final String BEARER = "Bearer vk_research_s3cr3t-of-research-9f2c";
    private static final Duration SOON = Duration.ofSeconds(30);

    private final HttpClient http = HttpClient.newHttpClient();
    private Stack stack;

    @BeforeAll
    void start(@TempDir Path folder) {
        stack = Stack.start(folder, yaml -> yaml, Duration.ofSeconds(1));
    }

    @AfterAll
    void close() {
        http.close();
        stack.close();
    }

    @AfterEach
    void heal() {
        stack.provider().heal();
    }

    private long calls() {
        return stack.provider().tally().calls();
    }

    private static Map<String, String> with(String... headers) {
        Map<String, String> all = new TreeMap<>(Lines.research());
        for (int n = 0; n < headers.length; n += 2) {
            all.put(headers[n], headers[n + 1]);
        }
        return all;
    }

    private String reason(String id, String beginning) {
        return Awaitility.await()
                .atMost(SOON)
                .until(
                        () ->
                                stack.records(Topics.DECISIONS).stream()
                                        .filter(each -> each.getRequestId().equals(id))
                                        .map(Decision::getReason)
                                        .filter(reason -> reason.startsWith(beginning))
                                        .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    @Test
    void tenWithOneKeyMakeOneCallAndGetOneAnswer() {
        long before = calls();
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            ids.add(
                    stack.publish(
                            Lines.chat("ten-" + i, "ten"), with("idempotency-key", "join-ten")));
        }
        List<InferenceResult> results = ids.stream().map(stack::result).toList();

        assertThat(results).allMatch(it -> it.getStatus() == ResultStatus.ANSWERED);
        assertThat(results.stream().map(InferenceResult::getBody).distinct()).hasSize(1);
        assertThat(results).filteredOn(InferenceResult::getReplayed).hasSize(9);
        assertThat(results).filteredOn(it -> it.getCostPicos() > 0).hasSize(1);
        assertThat(results.getLast().getCustomId()).contains("ten-9");
        assertThat(calls() - before).isEqualTo(1);
        assertThat(reason(ids.getLast(), "joined ")).isEqualTo("joined " + ids.getFirst());
        assertThat(reason(ids.getLast(), "answered_as "))
                .isEqualTo("answered_as " + ids.getFirst());
    }

    /** The provider refuses the first one for good; the second one's call is answered. */
    @Test
    void whenTheFirstFailsTheOneThatJoinedItIsCalled() {
        stack.provider().inject(FaultRule.next(Fault.SLOW));
        String first =
                stack.publish(
                        Lines.chat("first", "heir"),
                        with("idempotency-key", "join-heir", "sluice-deadline", "3s"));
        String second =
                stack.publish(Lines.chat("second", "heir"), with("idempotency-key", "join-heir"));
        String third =
                stack.publish(
                        Lines.chat("third", "heir"),
                        with("idempotency-key", "join-heir", "sluice-deadline", "2s"));

        assertThat(stack.result(third).getStatus()).isEqualTo(ResultStatus.EXPIRED);
        assertThat(stack.result(first).getStatus()).isEqualTo(ResultStatus.EXPIRED);
        InferenceResult heir = stack.result(second);
        assertThat(heir.getStatus()).isEqualTo(ResultStatus.ANSWERED);
        assertThat(heir.getReplayed()).as("the call was its own").isFalse();
        assertThat(heir.getCostPicos()).isPositive();
    }

    @Test
    void workflowAndStepAreAKeyAtEveryDoor() throws Exception {
        long before = calls();
        String body =
                "{\"model\":\"gpt-4o-mini\",\"max_tokens\":50,"
                        + "\"messages\":[{\"role\":\"user\",\"content\":\"doors\"}]}";
        String[] step = {"sluice-workflow", "doors", "sluice-step", "one"};
        String line = Lines.chat("doors", "doors");
        assertThat(stack.result(stack.publish(line, with(step))).getReplayed()).isFalse();
        assertThat(stack.result(stack.publish(line, with(step))).getReplayed()).isTrue();
        HttpResponse<String> answer = post(body, step);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("x-sluice-replayed")).contains("true");
        try (SluiceClient client =
                SluiceClient.connect(ClientOptions.of(stack.bootstrapServers(), "research"))) {
            Result result = client.ask(Request.json(body).workflow("doors").step("one")).join();
            assertThat(result.replayed()).isTrue();
        }
        assertThat(calls() - before).isEqualTo(1);
    }

    @Test
    void equalRequestsMakeOneCallTogetherAndAfterwardsAtEveryDoor() throws Exception {
        long before = calls();
        String body =
                "{\"temperature\":0, \"max_tokens\":50, \"model\":\"gpt-4o-mini\",\"user\":\"u\","
                        + "\"messages\":[{\"content\":\"equal\",\"role\":\"user\"}]}";
        String line =
                Lines.chat("equal", "equal")
                        .replace("\"max_tokens\"", "\"temperature\":0.0,\"max_tokens\"");
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            ids.add(stack.publish(line, with("sluice-cache", "1h")));
        }
        assertThat(ids.stream().map(stack::result).filter(InferenceResult::getCached)).hasSize(4);

        HttpResponse<String> answer = post(body, "sluice-cache", "1h");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("x-sluice-cached-from")).contains(ids.getFirst());
        assertThat(answer.headers().firstValue("x-sluice-cost-usd").map(Double::valueOf))
                .contains(0.0);
        try (SluiceClient client =
                SluiceClient.connect(ClientOptions.of(stack.bootstrapServers(), "research"))) {
            Request request = Request.json(body);
            Result cached = client.ask(request.cache(Duration.ofHours(1))).join();
            assertThat(cached.cachedAnswer().orElseThrow().getFromRequest())
                    .isEqualTo(ids.getFirst());
            assertThat(calls() - before).isEqualTo(1);
            assertThat(client.ask(request).join().cached()).as("it did not ask").isFalse();
        }
        assertThat(calls() - before).isEqualTo(2);
        assertThat(reason(ids.getLast(), "cached_from "))
                .isEqualTo("cached_from " + ids.getFirst());
    }

    private HttpResponse<String> post(String body, String... headers) throws Exception {
        return http.send(
                HttpRequest.newBuilder(
                                URI.create(
                                        "http://127.0.0.1:"
                                                + stack.all().httpPort()
                                                + "/v1/chat/completions"))
                        .header("authorization", BEARER)
                        .headers(headers)
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }
}
