package dev.sluice.worker.provider;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.record.Billing;
import dev.sluice.schemas.record.EndKind;
import dev.sluice.schemas.record.ErrorClass;
import dev.sluice.schemas.record.TokenUsage;
import dev.sluice.testing.Samples;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenAiAdapterTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final String SECRET = "sk-very-secret-1";
    private static final String ANSWER =
            """
            {"id":"chatcmpl-1","model":"gpt-4o-mini-2024","choices":[],"usage":{"prompt_tokens":11,
            "completion_tokens":7,"prompt_tokens_details":{"cached_tokens":4},
            "completion_tokens_details":{"reasoning_tokens":3}}}\
            """;

    private final OpenAiAdapter adapter = new OpenAiAdapter(URI.create("https://host/v1"));

    @Test
    void anAnswerWithUsageIsBilledByIt() {
        CallOutcome outcome = whole(200, ANSWER);

        assertThat(outcome.kind()).isEqualTo(EndKind.ANSWERED);
        assertThat(outcome.billing()).isEqualTo(Billing.ACTUAL);
        assertThat(outcome.usage()).contains(new TokenUsage(11L, 7L, 4L, 3L));
        assertThat(outcome.servedModel()).contains("gpt-4o-mini-2024");
        assertThat(outcome.providerRequestId()).contains("chatcmpl-1");
        assertThat(text(outcome)).contains(ANSWER);
    }

    @Test
    void anAnswerWithoutUsageIsAnAnswerBilledAtTheBound() {
        CallOutcome outcome = whole(200, "{\"choices\":[]}");

        assertThat(outcome.kind()).isEqualTo(EndKind.ANSWERED);
        assertThat(outcome.billing()).isEqualTo(Billing.BOUND);
        assertThat(outcome.usage()).isEmpty();
    }

    @Test
    void responses_have_other_names_for_the_same() {
        assertThat(
                        whole(
                                        200,
                                        """
                                        {"usage":{"input_tokens":11,"output_tokens":7,"input_tokens_details":{"cached_tokens":4},
                                        "output_tokens_details":{"reasoning_tokens":3}}}\
                                        """)
                                .usage())
                .contains(new TokenUsage(11L, 7L, 4L, 3L));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"usage\":{\"prompt_tokens\":-1,\"completion_tokens\":2}}",
                "{\"usage\":{\"prompt_tokens\":1.5,\"completion_tokens\":2}}",
                "{\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":\"2\"}}",
                "{\"usage\":{\"completion_tokens\":2}}",
                "{\"usage\":null}"
            })
    void aUsageThatCannotBeIsNone(String body) {
        assertThat(whole(200, body).billing()).isEqualTo(Billing.BOUND);
    }

    @Test
    void embeddingsHaveNoTokensOut() {
        assertThat(whole(200, "{\"data\":[],\"usage\":{\"prompt_tokens\":5}}").usage())
                .contains(new TokenUsage(5L, 0L, 0L, 0L));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html>hi</html>",
                "",
                "{\"id\":\"x\"",
                "[]",
                "null",
                "\"ok\"",
                "{} trailing"
            })
    void whatIsNotAJsonObjectMayHaveBeenBilled(String body) {
        CallOutcome outcome = whole(200, body);

        assertThat(outcome.kind()).isEqualTo(EndKind.FAILED);
        assertThat(outcome.billing()).isEqualTo(Billing.BOUND);
        assertThat(outcome.errorClass()).contains(ErrorClass.UNKNOWN);
        assertThat(outcome.response()).isEmpty();
    }

    @ParameterizedTest(name = "{0}: {1} {2}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {"error":{"code":429,"message":"slow down"}}                   | RATE_LIMIT      | NONE
                    {"error":{"type":"invalid_request_error","message":"bad"}}     | INVALID_REQUEST | NONE
                    {"error":{"type":"server_error","message":"sorry"}}            | SERVER_ERROR    | BOUND
                    {"error":{"message":"what"}}                                   | UNKNOWN         | BOUND
                    {"error":"Overloaded"}                                         | OVERLOADED      | NONE
                    """)
    void anErrorInsideAGoodStatusIsAnError(String body, ErrorClass errorClass, Billing billing) {
        CallOutcome outcome = whole(200, body);

        assertThat(outcome.kind()).isNotEqualTo(EndKind.ANSWERED);
        assertThat(outcome.errorClass()).contains(errorClass);
        assertThat(outcome.billing()).isEqualTo(billing);
    }

    @Test
    void theCallersFaultIsForTheCallersEyes() {
        String body = "{\"error\":{\"message\":\"prompt is too long\",\"type\":\"x\"}}";
        CallOutcome outcome = whole(400, body);

        assertThat(outcome.kind()).isEqualTo(EndKind.REFUSED);
        assertThat(outcome.errorClass()).contains(ErrorClass.CONTEXT_WINDOW);
        assertThat(outcome.statusCode()).contains(400);
        assertThat(outcome.message()).contains("prompt is too long");
        assertThat(text(outcome)).contains(body);
    }

    @Test
    void theKeysFaultIsNot() {
        CallOutcome outcome = whole(401, "{\"error\":{\"message\":\"bad key\"}}");

        assertThat(outcome.errorClass()).contains(ErrorClass.AUTH);
        assertThat(outcome.response()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {"error":{"message":"m1"}}                | m1
                    [{"error":{"message":"m2"}}]              | m2
                    {"object":"error","message":"m3"}         | m3
                    {"detail":"m4"}                           | m4
                    {"error":"m5"}                            | m5
                    m6                                        | m6
                    <html>m7</html>                           | the provider answered 503
                    {"detail":[{"loc":["body"]}]}             | the provider answered 503
                    """)
    void theMessageIsFoundInEveryShape(String body, String expected) {
        assertThat(whole(503, body).message()).contains(expected);
    }

    @Test
    void aMessageIsCutAndNeverHoldsTheSecret() {
        String body =
                "{\"error\":{\"message\":\"Incorrect API key: %s %s\"}}"
                        .formatted(SECRET, "x".repeat(1000));
        CallOutcome outcome = whole(400, body);

        assertThat(outcome.message().orElseThrow())
                .hasSize(500)
                .startsWith("Incorrect API key: [secret]");
        assertThat(text(outcome).orElse("")).doesNotContain(SECRET);
    }

    @Test
    void anAnswerNeverHoldsTheSecret() {
        CallOutcome outcome =
                whole(200, "{\"model\":\"m-%s\",\"text\":\"ä %s\"}".formatted(SECRET, SECRET));

        assertThat(text(outcome)).contains("{\"model\":\"m-[secret]\",\"text\":\"ä [secret]\"}");
        assertThat(outcome.servedModel()).contains("m-[secret]");
    }

    @Test
    void headersBecomeThePace() {
        CallOutcome outcome =
                read(
                        answered(
                                429,
                                Map.of("retry-after-ms", "40", "x-request-id", "req-9"),
                                content("{}")));

        assertThat(outcome.pace().retryAfter()).contains(Duration.ofMillis(40));
        assertThat(outcome.providerRequestId()).contains("req-9");
    }

    @Test
    void theBodyOfARefusalMaySayHowLongToWait() {
        String detail = "{\"error\":{\"code\":429,\"details\":[{\"retryDelay\":\"3s\"}]}}";
        String ofDay =
                "[{\"error\":{\"code\":429,\"details\":[{\"retryDelay\":\"3s\"},"
                        + "{\"violations\":[{\"quotaId\":\"RequestsPerDayPerProject\"}]}]}}]";

        assertThat(whole(429, detail).pace().retryAfter()).contains(Duration.ofSeconds(3));
        assertThat(whole(429, ofDay).pace().retryAfter()).contains(Duration.ofHours(1));
    }

    @Test
    void aRedirectIsRefusedAndCostsNothing() {
        CallOutcome outcome = whole(302, "");

        assertThat(outcome.kind()).isEqualTo(EndKind.REFUSED);
        assertThat(outcome.billing()).isEqualTo(Billing.NONE);
        assertThat(outcome.message()).contains("the provider answered 302");
    }

    @ParameterizedTest(name = "{0} with status {1}: {2} {3} {4}")
    @CsvSource({
        "CUT,   200, FAILED,  BOUND, NETWORK",
        "LATE,  200, FAILED,  BOUND, TIMEOUT",
        "LARGE, 200, FAILED,  BOUND, RESPONSE_TOO_LARGE",
        "CUT,   500, FAILED,  NONE,  SERVER_ERROR",
        "LATE,  429, REFUSED, NONE,  RATE_LIMIT",
        "LARGE, 401, REFUSED, NONE,  AUTH"
    })
    void whereTheBodyIsMissingTheStatusDecides(
            String content, int status, EndKind kind, Billing billing, ErrorClass errorClass) {
        ProviderReply.Content missing =
                switch (content) {
                    case "CUT" -> new ProviderReply.Content.Cut();
                    case "LATE" -> new ProviderReply.Content.Late("late");
                    default -> new ProviderReply.Content.TooLarge();
                };
        CallOutcome outcome = read(answered(status, Map.of(), missing));

        assertThat(outcome.kind()).isEqualTo(kind);
        assertThat(outcome.billing()).isEqualTo(billing);
        assertThat(outcome.errorClass()).contains(errorClass);
        assertThat(outcome.statusCode()).contains(status);
    }

    @Test
    void whatWasNeverSentCostsNothingAndWhatWasMay() {
        assertEnd(new ProviderReply.NotSent("refused"), Billing.NONE, ErrorClass.NETWORK);
        assertEnd(new ProviderReply.Broken("reset"), Billing.BOUND, ErrorClass.NETWORK);
        assertEnd(new ProviderReply.TimedOut("late"), Billing.BOUND, ErrorClass.TIMEOUT);
    }

    private void assertEnd(ProviderReply reply, Billing billing, ErrorClass errorClass) {
        CallOutcome outcome = read(reply);
        assertThat(outcome.kind()).isEqualTo(EndKind.FAILED);
        assertThat(outcome.billing()).isEqualTo(billing);
        assertThat(outcome.errorClass()).contains(errorClass);
        assertThat(outcome.statusCode()).isEmpty();
    }

    private CallOutcome whole(int status, String body) {
        return read(answered(status, Map.of(), content(body)));
    }

    private CallOutcome read(ProviderReply reply) {
        return adapter.read(Samples.attempt(Samples.requestId(1)), reply, NOW, SECRET);
    }

    private static ProviderReply answered(
            int status, Map<String, String> headers, ProviderReply.Content content) {
        return new ProviderReply.Answered(status, new AnswerHeaders(headers), content);
    }

    private static ProviderReply.Content content(String body) {
        return new ProviderReply.Content.Whole(ByteBuffer.wrap(body.getBytes(UTF_8)));
    }

    private static Optional<String> text(CallOutcome outcome) {
        return outcome.response().map(bytes -> UTF_8.decode(bytes.duplicate()).toString());
    }
}
