package dev.sluice.dispatcher.admission.ingress;

import static dev.sluice.dispatcher.admission.ingress.ReaderDesk.accepted;
import static dev.sluice.dispatcher.admission.ingress.ReaderDesk.turned;
import static org.assertj.core.api.Assertions.assertThat;

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
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
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

    private final ReaderDesk desk = new ReaderDesk();

    @Test
    void aBatchLineAndItsHeadersBecomeARequest() {
        IncomingRequest request =
                accepted(
                        desk.readJson(
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
                                        "sluice-repeatable", "false",
                                        "sluice-replay-of", Samples.requestId(1))));
        RequestFacts facts = request.facts();
        assertThat(facts.tenant()).isEqualTo(Samples.TENANT);
        assertThat(facts.deadline()).isEqualTo(NOON.plusSeconds(30));
        assertThat(facts.claim().map(RequestFacts.Claim::key)).contains("i");
        assertThat(facts.onLimit()).isEqualTo(OnLimit.REJECT);
        assertThat(facts.calls()).isEqualTo(RequestFacts.Calls.ONCE);
        assertThat(facts.echo().customId()).contains("c1");
        assertThat(facts.echo().replayOf()).contains(Samples.requestId(1));
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
                                desk.readJson(
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
        assertThat(accepted(desk.readJson(LINE, headers)).facts().claim())
                .isEqualTo(
                        accepted(desk.readJson(LINE.replace(":", " : "), headers)).facts().claim());
        assertThat(accepted(desk.readJson(LINE, headers)).facts().claim())
                .isNotEqualTo(
                        accepted(desk.readJson(LINE.replace("hello", "hullo"), headers))
                                .facts()
                                .claim());
    }

    @Test
    void aBodyOverTheLimitIsRefusedInBothForms() {
        String large =
                "{\"model\":\"gpt-4o-mini\",\"messages\":[{\"content\":\""
                        + "x".repeat(100_000)
                        + "\"}]}";
        assertThat(turned(desk.readBody(large)).statusCode()).isEqualTo(413);
        assertThat(turned(desk.readJson("{\"body\":" + large + "}", KEY)).statusCode())
                .isEqualTo(413);
        String huge = "{\"body\":\"" + "x".repeat(200_000) + "\"}";
        assertThat(turned(desk.readJson(huge, KEY)).statusCode()).isEqualTo(413);
    }

    @Test
    void aBodyByReferenceIsRefusedAsNothingReadsItYet() {
        InferenceRequest request =
                InferenceRequest.newBuilder()
                        .setVirtualKey("demo")
                        .setBody(new Body(new BodyReference(0, 1L)))
                        .build();
        Reading reading = desk.reader.read(new Letter.OfAvro(request, 100), "id", NOON, NOON);
        assertThat(turned(reading).statusCode()).isEqualTo(400);
    }

    @Test
    void anUnknownKeyIsRefusedUnderItsOwnName() {
        TurnedAway away = turned(desk.readJson(LINE, Map.of("sluice-key", "nobody")));
        assertThat(away.statusCode()).isEqualTo(401);
        assertThat(away.error().getType()).isEqualTo("unknown_virtual_key");
        assertThat(away.tenant().getVirtualKey()).isEqualTo("nobody");
        assertThat(away.tenant().getCustomer()).isEmpty();
        assertThat(away.echo().customId()).contains("c1");
    }

    @Test
    void withoutAKeyACustomIdGetsARefusalAndNothingElseDoes() {
        assertThat(turned(desk.readJson(LINE, Map.of())).statusCode()).isEqualTo(401);
        assertThat(desk.readJson("{\"body\":{}}", Map.of())).isInstanceOf(Reading.Unreadable.class);
        assertThat(desk.readJson("not json", Map.of())).isInstanceOf(Reading.Unreadable.class);
        assertThat(turned(desk.readJson("not json", KEY)).statusCode()).isEqualTo(400);
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
        assertThat(accepted(desk.readJson(LINE, headers)).facts().deadline())
                .isEqualTo(NOON.plusSeconds(seconds));
    }

    @ParameterizedTest
    @CsvSource({
        "sluice-deadline, soon",
        "sluice-deadline, 5 apples",
        "sluice-priority, urgent",
        "sluice-on-limit, fly",
        "sluice-repeatable, perhaps",
        "sluice-replay-of, the last one",
    })
    void aHeaderThatMeansNothingIsRefused(String name, String value) {
        Map<String, String> headers = Map.of("sluice-key", "demo", name, value);
        assertThat(turned(desk.readJson(LINE, headers)).statusCode()).isEqualTo(400);
    }

    @Test
    void aDeadlineInThePastExpiresAtOnce() {
        Map<String, String> headers = Map.of("sluice-key", "demo", "sluice-deadline", "0s");
        TurnedAway away = turned(desk.readJson(LINE, headers));
        assertThat(away.status()).isEqualTo(ResultStatus.EXPIRED);
        assertThat(away.error().getType()).isEqualTo("deadline_exceeded");
    }

    @Test
    void aBacklogDoesNotLengthenADeadline() {
        ByteBuffer line = ByteBuffer.wrap(LINE.getBytes(StandardCharsets.UTF_8));
        Reading reading =
                desk.reader.read(
                        new Letter.OfJson(line, KEY, line.remaining()),
                        "id",
                        NOON,
                        NOON.plusSeconds(601));
        assertThat(turned(reading).status()).isEqualTo(ResultStatus.EXPIRED);
    }

    @ParameterizedTest
    @CsvSource({"/v1/images", "/v1/../admin", "http://elsewhere/"})
    void onlyPathsThatAnAdapterKnowsAreSent(String url) {
        assertThat(
                        turned(desk.readJson(LINE.replace("/v1/chat/completions", url), KEY))
                                .statusCode())
                .isEqualTo(400);
    }
}
