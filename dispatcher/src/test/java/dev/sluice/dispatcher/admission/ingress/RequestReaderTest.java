package dev.sluice.dispatcher.admission.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.config.CustomerConfig;
import dev.sluice.config.ModelConfig;
import dev.sluice.config.RequestPolicy;
import dev.sluice.config.SluiceConfig;
import dev.sluice.dispatcher.admission.request.IncomingRequest;
import dev.sluice.dispatcher.admission.request.RequestFacts;
import dev.sluice.dispatcher.admission.request.TurnedAway;
import dev.sluice.schemas.record.Body;
import dev.sluice.schemas.record.BodyReference;
import dev.sluice.schemas.record.InferenceRequest;
import dev.sluice.schemas.record.OnLimit;
import dev.sluice.schemas.record.Priority;
import dev.sluice.schemas.record.ResultStatus;
import dev.sluice.testing.Samples;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestReaderTest {

    private static final Instant NOON = Samples.NOON;
    private static final Map<String, String> KEY = Map.of("sluice-key", "demo");
    private static final String LINE =
            """
            {"custom_id":"c1","method":"POST","url":"/v1/chat/completions",
             "body":{"model":"gpt-4o-mini","messages":[{"role":"user","content":"hello"}]}}\
            """;

    private final RequestReader reader = new RequestReader(Samples.active(config()));

    /** The sample with another model that the key may not use, and small bodies. */
    private static SluiceConfig config() {
        SluiceConfig sample = Samples.config();
        List<ModelConfig> models = new ArrayList<>(sample.models());
        models.add(new ModelConfig("other", "sim", "other-at-sim", 10));
        models.add(new ModelConfig("renamed", "sim", "real-name", 1024));
        CustomerConfig.VirtualKey key =
                new CustomerConfig.VirtualKey(
                        "demo", Samples.SECRET_SHA256, Set.of("gpt-4o-mini", "renamed"), List.of());
        CustomerConfig.Team team = new CustomerConfig.Team("research", List.of(), List.of(key));
        RequestPolicy policy =
                new RequestPolicy(Duration.ofMinutes(10), Duration.ofDays(6), 100_000, 10, 4, 64);
        return new SluiceConfig(
                sample.kafkaDoor(),
                sample.providers(),
                models,
                List.of(new CustomerConfig("acme", 7, List.of(), List.of(team))),
                sample.prices(),
                sample.auditRootKey(),
                policy,
                sample.worker(),
                sample.registryUrl());
    }

    private Reading readJson(String line, Map<String, String> headers) {
        ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
        return reader.read(new Letter.OfJson(bytes, headers), Samples.requestId(3), NOON, NOON);
    }

    private Reading readBody(String body) {
        InferenceRequest request =
                InferenceRequest.newBuilder()
                        .setVirtualKey("demo")
                        .setBody(new Body(ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8))))
                        .build();
        return reader.read(new Letter.OfAvro(request), Samples.requestId(3), NOON, NOON);
    }

    private static IncomingRequest accepted(Reading reading) {
        return ((Reading.Accepted) reading).request();
    }

    private static TurnedAway turned(Reading reading) {
        return ((Reading.Turned) reading).away();
    }

    private static String sent(Reading reading) {
        ByteBuffer body = (ByteBuffer) accepted(reading).draft().getBody().getContent();
        return StandardCharsets.UTF_8.decode(body.duplicate()).toString();
    }

    @Test
    void aBatchLineAndItsHeadersBecomeARequest() {
        IncomingRequest request =
                accepted(
                        readJson(
                                LINE,
                                Map.of(
                                        "sluice-key", "demo",
                                        "idempotency-key", "i",
                                        "sluice-deadline", "30s",
                                        "sluice-priority", "interactive",
                                        "sluice-workflow", "w",
                                        "sluice-step", "s",
                                        "traceparent", "tp",
                                        "sluice-on-limit", "reject",
                                        "sluice-repeatable", "false")));
        RequestFacts facts = request.facts();
        assertThat(facts.tenant()).isEqualTo(Samples.TENANT);
        assertThat(facts.deadline()).isEqualTo(NOON.plusSeconds(30));
        assertThat(facts.claim().map(RequestFacts.Claim::key)).contains("i");
        assertThat(facts.onLimit()).isEqualTo(OnLimit.REJECT);
        assertThat(facts.calls()).isEqualTo(RequestFacts.Calls.ONCE);
        assertThat(facts.echo().customId()).contains("c1");
        assertThat(request.draft().getPriority()).isEqualTo(Priority.INTERACTIVE);
        assertThat(request.draft().getWeight()).isEqualTo(7);
        assertThat(request.draft().getTraceparent()).contains("tp");
        assertThat(request.draft().getRepeatable()).isFalse();
        assertThat(request.draft().getPool()).isEqualTo("sim");
    }

    @Test
    void workflowAndStepMakeTheKeyWhereNoneIsGiven() {
        RequestFacts facts =
                accepted(
                                readJson(
                                        LINE,
                                        Map.of(
                                                "sluice-key", "demo",
                                                "sluice-workflow", "a/b",
                                                "sluice-step", "c d")))
                        .facts();
        assertThat(facts.claim().map(RequestFacts.Claim::key)).contains("a%2Fb/c+d");
    }

    @Test
    void whiteSpaceDoesNotMakeAnotherRequest() {
        Map<String, String> headers = Map.of("sluice-key", "demo", "idempotency-key", "i");
        assertThat(accepted(readJson(LINE, headers)).facts().claim())
                .isEqualTo(accepted(readJson(LINE.replace(":", " : "), headers)).facts().claim());
        assertThat(accepted(readJson(LINE, headers)).facts().claim())
                .isNotEqualTo(
                        accepted(readJson(LINE.replace("hello", "hullo"), headers))
                                .facts()
                                .claim());
    }

    @Test
    void theModelIsNamedAsItsProviderNamesItAndTheRestStaysAsWritten() throws IOException {
        String body =
                "{\"model\":\"renamed\",\"temperature\":0.70,\"seed\":12345678901234567890,"
                        + "\"max_tokens\":7,\"messages\":[{\"role\":\"user\",\"content\":\"é\"}]}";
        assertThat(sent(readBody(body))).isEqualTo(body.replace("renamed", "real-name"));
        assertThat(new JsonMapper().readTree(sent(readBody(body))).size()).isEqualTo(5);
    }

    @ParameterizedTest(name = "{0} reserves {1} tokens")
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | 1024",
                "'\"max_tokens\":50,' | 50",
                "'\"max_completion_tokens\":60,' | 60",
                "'\"max_tokens\":50,\"max_completion_tokens\":60,' | 60",
                "'\"max_tokens\":50,\"n\":3,' | 150",
                "'\"n\":2,' | 2048",
                "'\"max_tokens\":null,' | 1024",
                "'\"stream\":false,' | 1024",
            })
    void outputIsBoundedByTheBodyOrTheModelsCap(String fields, int tokens) {
        Reading reading = readBody("{" + fields + "\"model\":\"gpt-4o-mini\",\"messages\":[]}");
        assertThat(accepted(reading).draft().getMaxOutputTokens()).isEqualTo(tokens);
        assertThat(sent(reading)).contains("max_");
    }

    @ParameterizedTest(name = "{0}: {1} {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "nonsense | 400 | invalid_request",
                "[] | 400 | invalid_request",
                "{} | 400 | invalid_request",
                "'{\"model\":7}' | 400 | invalid_request",
                "'{\"model\":\"gpt-4o-mini\"} trailing' | 400 | invalid_request",
                "'{\"model\":\"gpt-4o-mini\",\"model\":\"other\"}' | 400 | invalid_request",
                "'{\"model\":\"gpt-4o-mini\",\"stream\":true}' | 400 | invalid_request",
                "'{\"model\":\"gpt-4o-mini\",\"max_tokens\":0}' | 400 | invalid_request",
                "'{\"model\":\"gpt-4o-mini\",\"max_tokens\":1025}' | 400 | invalid_request",
                "'{\"model\":\"gpt-4o-mini\",\"max_tokens\":1.5}' | 400 | invalid_request",
                "'{\"model\":\"gpt-4o-mini\",\"max_tokens\":99999999999}' | 400 | invalid_request",
                "'{\"model\":\"gpt-4o-mini\",\"n\":0}' | 400 | invalid_request",
                "'{\"model\":\"gpt-4o-mini\",\"n\":129}' | 400 | invalid_request",
                "'{\"model\":\"none\"}' | 404 | model_not_found",
                "'{\"model\":\"other\"}' | 403 | model_not_allowed",
            })
    void aBodyThatCannotBeSentIsRefused(String body, int status, String type) {
        TurnedAway away = turned(readBody(body));
        assertThat(away.statusCode()).isEqualTo(status);
        assertThat(away.error().getType()).isEqualTo(type);
        assertThat(away.status()).isEqualTo(ResultStatus.REFUSED);
        assertThat(away.tenant()).isEqualTo(Samples.TENANT);
    }

    @Test
    void aRefusalNeverQuotesAPrompt() {
        assertThat(turned(readBody("{\"messages\": secret words}")).error().getMessage())
                .doesNotContain("secret");
    }

    @Test
    void aBodyOverTheLimitIsRefusedInBothForms() {
        String large =
                "{\"model\":\"gpt-4o-mini\",\"messages\":[{\"content\":\""
                        + "x".repeat(100_000)
                        + "\"}]}";
        assertThat(turned(readBody(large)).statusCode()).isEqualTo(413);
        assertThat(turned(readJson("{\"body\":" + large + "}", KEY)).statusCode()).isEqualTo(413);
        String huge = "{\"body\":\"" + "x".repeat(200_000) + "\"}";
        assertThat(turned(readJson(huge, KEY)).statusCode()).isEqualTo(413);
    }

    @Test
    void aBodyByReferenceIsRefusedAsNothingReadsItYet() {
        InferenceRequest request =
                InferenceRequest.newBuilder()
                        .setVirtualKey("demo")
                        .setBody(new Body(new BodyReference(0, 1L)))
                        .build();
        Reading reading = reader.read(new Letter.OfAvro(request), "id", NOON, NOON);
        assertThat(turned(reading).statusCode()).isEqualTo(400);
    }

    @Test
    void anUnknownKeyIsRefusedUnderItsOwnName() {
        TurnedAway away = turned(readJson(LINE, Map.of("sluice-key", "nobody")));
        assertThat(away.statusCode()).isEqualTo(401);
        assertThat(away.error().getType()).isEqualTo("unknown_virtual_key");
        assertThat(away.tenant().getVirtualKey()).isEqualTo("nobody");
        assertThat(away.tenant().getCustomer()).isEmpty();
        assertThat(away.echo().customId()).contains("c1");
    }

    @Test
    void withoutAKeyACustomIdGetsARefusalAndNothingElseDoes() {
        assertThat(turned(readJson(LINE, Map.of())).statusCode()).isEqualTo(401);
        assertThat(readJson("{\"body\":{}}", Map.of())).isInstanceOf(Reading.Unreadable.class);
        assertThat(readJson("not json", Map.of())).isInstanceOf(Reading.Unreadable.class);
        assertThat(turned(readJson("not json", KEY)).statusCode()).isEqualTo(400);
    }

    @ParameterizedTest(name = "{0}: {1} s after noon")
    @CsvSource({
        "30s, 30",
        "10m, 600",
        "2h, 7200",
        "PT45S, 45",
        "2026-01-01T12:00:05Z, 5",
        "2026-01-01T13:00:05+01:00, 5",
        "9d, 518400", // brought forward to the six days that are allowed
    })
    void aDeadlineIsAnInstantOrADurationFromAcceptance(String text, long seconds) {
        Map<String, String> headers = Map.of("sluice-key", "demo", "sluice-deadline", text);
        assertThat(accepted(readJson(LINE, headers)).facts().deadline())
                .isEqualTo(NOON.plusSeconds(seconds));
    }

    @ParameterizedTest
    @CsvSource({
        "sluice-deadline, soon",
        "sluice-deadline, 5 apples",
        "sluice-priority, urgent",
        "sluice-on-limit, fly",
        "sluice-repeatable, perhaps",
    })
    void aHeaderThatMeansNothingIsRefused(String name, String value) {
        Map<String, String> headers = Map.of("sluice-key", "demo", name, value);
        assertThat(turned(readJson(LINE, headers)).statusCode()).isEqualTo(400);
    }

    @Test
    void aDeadlineInThePastExpiresAtOnce() {
        Map<String, String> headers = Map.of("sluice-key", "demo", "sluice-deadline", "0s");
        TurnedAway away = turned(readJson(LINE, headers));
        assertThat(away.status()).isEqualTo(ResultStatus.EXPIRED);
        assertThat(away.error().getType()).isEqualTo("deadline_exceeded");
    }

    @Test
    void aBacklogDoesNotLengthenADeadline() {
        ByteBuffer line = ByteBuffer.wrap(LINE.getBytes(StandardCharsets.UTF_8));
        Reading reading =
                reader.read(new Letter.OfJson(line, KEY), "id", NOON, NOON.plusSeconds(601));
        assertThat(turned(reading).status()).isEqualTo(ResultStatus.EXPIRED);
    }

    @ParameterizedTest
    @CsvSource({"/v1/embeddings", "/v1/../admin", "http://elsewhere/"})
    void onlyPathsThatAnAdapterKnowsAreSent(String url) {
        assertThat(turned(readJson(LINE.replace("/v1/chat/completions", url), KEY)).statusCode())
                .isEqualTo(400);
    }
}
