package dev.sluice.door;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.schemas.record.InferenceResult;
import dev.sluice.testing.Results;
import dev.sluice.testing.Samples;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DialectTest {

    private static final ApiError.Retry AS_USUAL = new ApiError.Retry.AsUsual();

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "/v1/chat/completions, OPENAI",
        "/v1/embeddings, OPENAI",
        "/v1/messagesx, OPENAI",
        "/, OPENAI",
        "/v1/messages, ANTHROPIC",
        "/v1/messages/count_tokens, ANTHROPIC",
        "/v1beta/models/m:generateContent, GOOGLE",
        "/v1beta/nothing, GOOGLE",
    })
    void aPathSaysWhoseWordsAreSpoken(String path, Dialect dialect) {
        assertThat(Dialect.of(path)).isEqualTo(dialect);
    }

    @ParameterizedTest(name = "{0} {1}: {2}, {3}, {4}")
    @CsvSource({
        "400, invalid_request_error, invalid_request_error, INVALID_ARGUMENT",
        "401, invalid_request_error, authentication_error, UNAUTHENTICATED",
        "403, permission_error, permission_error, PERMISSION_DENIED",
        "404, invalid_request_error, not_found_error, NOT_FOUND",
        "405, invalid_request_error, invalid_request_error, UNIMPLEMENTED",
        "409, invalid_request_error, invalid_request_error, ABORTED",
        "413, invalid_request_error, request_too_large, INVALID_ARGUMENT",
        "429, rate_limit_error, rate_limit_error, RESOURCE_EXHAUSTED",
        "429, insufficient_quota, billing_error, RESOURCE_EXHAUSTED",
        "500, server_error, api_error, INTERNAL",
        "502, server_error, api_error, INTERNAL",
        "503, server_error, overloaded_error, UNAVAILABLE",
        "504, timeout, timeout_error, DEADLINE_EXCEEDED",
    })
    void aStatusHasItsWordInEachDialect(int status, String type, String anthropic, String google)
            throws Exception {
        ApiError error = ApiError.of(status, type, "why", "some_code", AS_USUAL);

        assertShape(
                error,
                Dialect.OPENAI,
                "{'error':{'message':'why','type':'"
                        + type
                        + "','param':null,'code':'some_code'}}");
        assertShape(
                error,
                Dialect.ANTHROPIC,
                "{'type':'error','error':{'type':'"
                        + anthropic
                        + "','message':'why','code':'some_code'}}");
        assertShape(
                error,
                Dialect.GOOGLE,
                "{'error':{'code':"
                        + status
                        + ",'message':'why','status':'"
                        + google
                        + "','details':[{'@type':'type.googleapis.com/google.rpc.ErrorInfo','reason':'SOME_CODE','domain':'sluice'}]}}");
    }

    @Test
    void googlesClientsAreToldWhenToComeBackWhereTheyLookForIt() throws Exception {
        ApiError error =
                new ApiError(
                        429,
                        "rate_limit_error",
                        "why",
                        Optional.of("model"),
                        Optional.empty(),
                        new ApiError.Retry.After(Duration.ofMillis(1_500)));

        assertShape(
                error,
                Dialect.GOOGLE,
                "{'error':{'code':429,'message':'why','status':'RESOURCE_EXHAUSTED','details':[{'@type':'type.googleapis.com/google.rpc.RetryInfo','retryDelay':'1.5s'}]}}");
        assertThat(error.toAnswer(Dialect.GOOGLE).headers())
                .containsEntry("retry-after-ms", "1500");
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void anAnswerIsTheProvidersInEachDialect(Dialect dialect) {
        DoorAnswer answer = answer(Results.answered("r.1.2", "{ \"any\": 1 }"), dialect);

        assertThat(new String(answer.bytes(), UTF_8)).isEqualTo("{ \"any\": 1 }");
        assertThat(answer.headers()).containsEntry("x-request-id", "r.1.2");
        assertThat(answer.headers().get("request-id"))
                .isEqualTo(dialect == Dialect.ANTHROPIC ? "r.1.2" : null);
    }

    private static DoorAnswer answer(InferenceResult result, Dialect dialect) {
        return DoorPolicy.of(Samples.config()).answer(result, dialect, Samples.NOON);
    }

    private static void assertShape(ApiError error, Dialect dialect, String json) throws Exception {
        JsonMapper mapper = new JsonMapper();
        DoorAnswer answer = error.toAnswer(dialect);

        assertThat(answer.status()).isEqualTo(error.status());
        assertThat(mapper.readTree(answer.bytes()))
                .isEqualTo(mapper.readTree(json.replace('\'', '"')));
    }
}
