package dev.sluice.door;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.schemas.record.CachedAnswer;
import dev.sluice.schemas.record.InferenceResult;
import dev.sluice.schemas.record.ResultStatus;
import dev.sluice.testing.Results;
import dev.sluice.testing.Samples;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResultAnswersTest {

    @Test
    void anAnswerIsTheProvidersBodyByteForByte() {
        String body = "{ \"id\" : \"x\",\n\t\"cost\": 1.0e-3, \"t\": \"\\u00fc ü\" }\n";

        DoorAnswer answer = answer(Results.answered("topic.0.5", body));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(new String(answer.bytes(), StandardCharsets.UTF_8)).isEqualTo(body);
        assertThat(answer.headers())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(
                                "x-request-id", "topic.0.5",
                                "x-sluice-attempts", "2",
                                "x-sluice-cost-usd", "0.000021000000",
                                "x-sluice-provider-key", "key-a",
                                "x-sluice-replayed", "false"));
    }

    @Test
    void theAnswerToAnEqualRequestSaysToWhichAndHowOldItWas() {
        DoorAnswer answer =
                answer(
                        InferenceResult.newBuilder(Results.answered("topic.0.5", "{}"))
                                .setCached(true)
                                .setCachedAnswer(new CachedAnswer(1500L, "topic.0.2"))
                                .build());

        assertThat(answer.headers())
                .containsEntry("x-sluice-cached-from", "topic.0.2")
                .containsEntry("x-sluice-cached-age-ms", "1500");
    }

    @Test
    void aFailureInTheProvidersWordsKeepsStatusAndBody() {
        String body = "{\"error\":{\"message\":\"too long\",\"code\":\"context_length_exceeded\"}}";

        DoorAnswer answer =
                answer(
                        Results.result("topic.0.5", ResultStatus.FAILED)
                                .setStatusCode(400)
                                .setBody(Results.utf8(body))
                                .setError(Results.error("provider_error").build())
                                .build());

        assertThat(answer.status()).isEqualTo(400);
        assertThat(new String(answer.bytes(), StandardCharsets.UTF_8)).isEqualTo(body);
    }

    @ParameterizedTest
    @CsvSource({
        "REFUSED, invalid_request, 400, invalid_request_error",
        "REFUSED, unknown_virtual_key, 401, invalid_request_error",
        "REFUSED, model_not_allowed, 403, permission_error",
        "REFUSED, model_not_found, 404, invalid_request_error",
        "REFUSED, request_too_large, 413, invalid_request_error",
        "REFUSED, request_limited, 429, rate_limit_error",
        "REFUSED, token_limited, 429, rate_limit_error",
        "REFUSED, concurrency_limited, 429, rate_limit_error",
        "REFUSED, idempotency_conflict, 409, invalid_request_error",
        "FAILED, context_length_exceeded, 400, invalid_request_error",
        "FAILED, response_too_large, 502, server_error",
        "REFUSED, queue_full, 429, rate_limit_error",
        "REFUSED, budget_exceeded, 429, insufficient_quota",
        "REFUSED, something_new, 400, invalid_request_error",
        "EXPIRED, deadline_exceeded, 504, timeout",
        "CANCELLED, cancelled, 409, invalid_request_error",
        "FAILED, provider_error, 502, server_error",
        "FAILED, internal_error, 500, server_error",
        "FAILED, something_new, 502, server_error",
        "OUTCOME_UNKNOWN, outcome_unknown, 502, server_error",
    })
    void everyOtherEndHasItsStatusInOpenAisShape(
            ResultStatus end, String word, int status, String type) throws Exception {
        DoorAnswer answer = answer(Results.refused(end, 0, Results.error(word)));
        JsonNode error = new JsonMapper().readTree(answer.bytes()).get("error");

        assertThat(answer.status()).isEqualTo(status);
        assertThat(error.fieldNames())
                .toIterable()
                .containsExactly("message", "type", "param", "code");
        assertThat(error.get("type").textValue()).isEqualTo(type);
        assertThat(error.get("code").textValue()).isEqualTo(word);
        assertThat(error.get("message").textValue()).isEqualTo("because of " + word);
        assertThat(answer.headers()).containsEntry("x-request-id", Samples.requestId(7));
    }

    @ParameterizedTest
    @CsvSource({"408, 408", "503, 503", "0, 504", "200, 504", "999, 504"})
    void theStatusThatAdmissionWroteWinsWhereItIsOne(int written, int status) {
        assertThat(
                        answer(
                                        Results.refused(
                                                ResultStatus.EXPIRED,
                                                written,
                                                Results.error("deadline_exceeded")))
                                .status())
                .isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1, 1, ",
        "1000, 1, 1000, ",
        "1001, 2, 1001, ",
        "60000, 60, 60000, ",
        "60001, 61, 60001, false",
        "86400000, 86400, 86400000, false",
        "-5, 1, 1000, ",
    })
    void aRefusalByALimitSaysWhenToComeBack(
            long millis, String seconds, String fine, String retry) {
        DoorAnswer answer =
                answer(
                        Results.refused(
                                ResultStatus.REFUSED,
                                429,
                                Results.error("request_limited").setRetryAfterMillis(millis)));

        assertThat(answer.headers())
                .containsEntry("retry-after", seconds)
                .containsEntry("retry-after-ms", fine);
        assertThat(answer.headers().get("x-should-retry")).isEqualTo(retry);
    }

    @Test
    void theEndOfTheWindowSaysItToo() {
        DoorAnswer answer =
                answer(
                        Results.refused(
                                ResultStatus.REFUSED,
                                429,
                                Results.error("budget_exceeded")
                                        .setResetAt(Samples.NOON.plus(Duration.ofSeconds(20)))));

        assertThat(answer.headers()).containsEntry("retry-after", "20");
    }

    @ParameterizedTest
    @CsvSource({
        "FAILED, provider_error, 502, never",
        "FAILED, provider_error, 503, later",
        "FAILED, request_limited, 429, later",
        "REFUSED, concurrency_limited, 429, later",
        "REFUSED, token_limited, 400, never",
        "REFUSED, budget_exceeded, 400, never",
        "REFUSED, idempotency_joiners_full, 409, later",
        "REFUSED, idempotency_conflict, 409, never",
        "REFUSED, idempotency_answer_gone, 409, never",
        "REFUSED, invalid_request, 400, never",
        "EXPIRED, deadline_exceeded, 504, never",
        "CANCELLED, cancelled, 409, never",
        "OUTCOME_UNKNOWN, outcome_unknown, 502, never",
    })
    void aClientRepeatsOnlyWhatWillPassWithTime(
            ResultStatus end, String word, int status, String again) {
        Map<String, String> headers =
                answer(Results.refused(end, status, Results.error(word))).headers();

        assertThat(headers.containsKey("retry-after")).isEqualTo(again.equals("later"));
        assertThat(headers.containsKey("x-should-retry")).isEqualTo(again.equals("never"));
    }

    @Test
    void whatAProviderSaysAboutItsOwnTroubleIsKeptBack() {
        DoorAnswer answer =
                answer(
                        Results.result("topic.0.5", ResultStatus.FAILED)
                                .setStatusCode(502)
                                .setBody(Results.utf8("{\"error\":\"Incorrect API key: sk-1\"}"))
                                .setError(Results.error("provider_error").build())
                                .build());

        assertThat(answer.status()).isEqualTo(502);
        assertThat(new String(answer.bytes(), StandardCharsets.UTF_8))
                .contains("because of provider_error")
                .doesNotContain("sk-1");
    }

    @Test
    void anAnswerWithoutABodyIsAFailureOfTheProvider() {
        assertThat(answer(Results.result("topic.0.5", ResultStatus.ANSWERED).build()).status())
                .isEqualTo(502);
    }

    private static DoorAnswer answer(dev.sluice.schemas.record.InferenceResult result) {
        return DoorPolicy.of(Samples.config()).answer(result, Dialect.OPENAI, Samples.NOON);
    }
}
