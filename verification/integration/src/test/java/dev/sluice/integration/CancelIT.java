package dev.sluice.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.app.sim.Fault;
import dev.sluice.app.sim.FaultRule;
import dev.sluice.client.SluiceClient;
import dev.sluice.schemas.id.RequestId;
import dev.sluice.schemas.record.Decision;
import dev.sluice.schemas.record.DecisionKind;
import dev.sluice.schemas.record.EndKind;
import dev.sluice.schemas.record.InferenceResult;
import dev.sluice.schemas.record.ResultStatus;
import dev.sluice.schemas.topic.Topics;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
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

/** Requests that are ended by their ids, and requests that must not be called twice. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CancelIT {

    private static final String BEARER = "Bearer vk_research_s3cr3t-of-research-9f2c";

    private final HttpClient http = HttpClient.newHttpClient();
    private Stack stack;

    @BeforeAll
    void start(@TempDir Path folder) {
        stack =
                Stack.start(
                        folder,
                        yaml ->
                                yaml.replace(
                                                "          - id: ops\n",
                                                "          - id: ops\n            limits: [{concurrent: 1}]\n")
                                        .replace("call_timeout: 4s", "call_timeout: 2m"));
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

    private String publishOps(String customId) {
        return stack.publish(
                Optional.of("globex"),
                Lines.chat(customId, "hello").getBytes(StandardCharsets.UTF_8),
                Map.of("sluice-key", "ops"));
    }

    private boolean isCalled(String id) {
        return stack.records(Topics.ATTEMPTS).stream()
                .anyMatch(entry ->
                        entry.getEvent() instanceof dev.sluice.schemas.record.Started started
                                && started.getRequestId().equals(id));
    }

    private boolean isDecided(String id, DecisionKind kind) {
        return stack.records(Topics.DECISIONS).stream()
                .filter(decision -> decision.getRequestId().equals(id))
                .map(Decision::getKind)
                .anyMatch(kind::equals);
    }

    /** A slow call takes 20 s: the result does not wait for it. */
    @Test
    void inFlightByTheClientAndTheParkedOneBehindItByTheCommand() {
        stack.provider().inject(FaultRule.next(Fault.SLOW));
        String running = publishOps("running");
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> isCalled(running));
        String parked = publishOps("parked");
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> isDecided(parked, DecisionKind.PARKED));

        Commands.Ran ran = Commands.on(stack, "cancel", parked, "--key", "ops", "--reason", "why");
        assertThat(ran.code()).isZero();
        assertThat(ran.err()).contains("asked for the end of 1 request");
        InferenceResult withdrawn = stack.result(parked);
        assertThat(withdrawn.getStatus()).isEqualTo(ResultStatus.CANCELLED);
        assertThat(withdrawn.getAttempts()).isZero();
        assertThat(withdrawn.getError().orElseThrow().getMessage())
                .isEqualTo("cancelled by ops: why");

        try (SluiceClient client =
                SluiceClient.connect(
                        dev.sluice.client.ClientOptions.of(stack.bootstrapServers(), "ops"))) {
            client.cancel(RequestId.parse(running).orElseThrow(), "enough").join();
        }
        InferenceResult cancelled = stack.result(running);
        assertThat(cancelled.getStatus()).isEqualTo(ResultStatus.CANCELLED);
        assertThat(isEnded(running)).as("its call still runs").isFalse();

        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> isDecided(running, DecisionKind.SETTLED));
        assertThat(stack.result(publishOps("after")).getStatus())
                .as("its place is free again")
                .isEqualTo(ResultStatus.ANSWERED);
    }

    private boolean isEnded(String id) {
        return stack.records(Topics.OUTCOMES).stream()
                .anyMatch(end ->
                        end.getRequestId().equals(id) && end.getKind() != EndKind.NOT_CALLED);
    }

    @Test
    void throughTheDoorAndTooLateItIsOnlyNoted() throws Exception {
        String answered = stack.publish(Lines.chat("done", "hello"), Lines.research());
        assertThat(stack.result(answered).getStatus()).isEqualTo(ResultStatus.ANSWERED);

        HttpResponse<String> response = post("/v1/requests/" + answered + "/cancel", "", Map.of());
        assertThat(response.statusCode()).isEqualTo(202);
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> isDecided(answered, DecisionKind.CANCEL_NOTED));
        assertThat(
                        stack.records(Topics.RESULTS).stream()
                                .filter(result -> result.getRequestId().equals(answered)))
                .hasSize(1);
    }

    /** The provider does the work and says nothing: nobody knows, and nobody calls again. */
    @Test
    void aRequestThatMustNotBeRepeatedIsCalledOnceWhicheverDoorItComesThrough() throws Exception {
        Map<String, String> once = new TreeMap<>(Lines.research());
        once.put("sluice-repeatable", "false");
        once.put("idempotency-key", "once-1");
        long before = calls();
        stack.provider().inject(FaultRule.next(Fault.RESET));
        String first = stack.publish(Lines.chat("once", "hello"), once);
        assertThat(stack.result(first).getStatus()).isEqualTo(ResultStatus.OUTCOME_UNKNOWN);
        InferenceResult again =
                stack.result(stack.publish(Lines.chat("once again", "hello"), once));
        assertThat(again.getStatus()).isEqualTo(ResultStatus.OUTCOME_UNKNOWN);
        assertThat(again.getReplayed()).isTrue();
        assertThat(calls() - before).isEqualTo(1);

        stack.provider().inject(FaultRule.next(Fault.RESET));
        Map<String, String> headers =
                Map.of("sluice-repeatable", "false", "idempotency-key", "once-2");
        String body =
                "{\"model\":\"gpt-4o-mini\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}";
        for (String replayed : new String[] {"false", "true"}) {
            HttpResponse<String> answer = post("/v1/chat/completions", body, headers);
            assertThat(answer.statusCode()).isEqualTo(502);
            assertThat(answer.body()).contains("outcome_unknown");
            assertThat(answer.headers().firstValue("x-sluice-replayed")).contains(replayed);
        }
        assertThat(calls() - before).isEqualTo(2);
    }

    private long calls() {
        return stack.provider().tally().calls();
    }

    private HttpResponse<String> post(String path, String body, Map<String, String> headers)
            throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(
                                URI.create("http://127.0.0.1:" + stack.all().httpPort() + path))
                        .header("authorization", BEARER)
                        .POST(BodyPublishers.ofString(body));
        headers.forEach(request::header);
        return http.send(request.build(), BodyHandlers.ofString());
    }
}
