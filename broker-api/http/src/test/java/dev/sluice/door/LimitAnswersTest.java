package dev.sluice.door;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.schemas.record.InferenceResult;
import dev.sluice.schemas.record.LimitAmounts;
import dev.sluice.schemas.record.LimitUnit;
import dev.sluice.schemas.record.RateStanding;
import dev.sluice.schemas.record.ResultError;
import dev.sluice.schemas.record.ResultStatus;
import dev.sluice.schemas.record.RetryBasis;
import dev.sluice.testing.Results;
import dev.sluice.testing.Samples;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a client is told about the limit that was in its way, and about what is left. */
class LimitAnswersTest {

    private static final String PATH = "acme/research/demo requests/1m";

    private static ResultError.Builder full() {
        return Results.error("request_limited")
                .setLimit(PATH)
                .setAmounts(new LimitAmounts(LimitUnit.REQUESTS, 10L, 10L, 1L))
                .setResetAt(Samples.NOON.plusMillis(1_500))
                .setRetryAfterMillis(1_500L)
                .setRetryBasis(RetryBasis.WINDOW);
    }

    private static InferenceResult refused(int status, ResultError.Builder error) {
        return Results.refused(ResultStatus.REFUSED, status, error);
    }

    private static DoorAnswer answer(InferenceResult result, Dialect dialect) {
        return DoorPolicy.of(Samples.config()).answer(result, dialect, Samples.NOON);
    }

    private static JsonNode json(DoorAnswer answer) throws IOException {
        return new JsonMapper().readTree(answer.bytes());
    }

    @Test
    void openAisClientsFindTheLimitInTheErrorThatTheyRaise() throws IOException {
        DoorAnswer answer = answer(refused(429, full()), Dialect.OPENAI);

        JsonNode error = json(answer).get("error");
        assertThat(error.get("type").textValue()).isEqualTo("rate_limit_error");
        assertThat(error.get("code").textValue()).isEqualTo("request_limited");
        assertThat(error.get("sluice"))
                .isEqualTo(
                        new JsonMapper()
                                .readTree(
                                        """
                                        {"limit":"acme/research/demo requests/1m","unit":"requests",
                                         "used":10,"allowed":10,"needed":1,"never_fits":false,
                                         "reset_at":"2026-01-01T12:00:01.500Z",
                                         "retry_after_ms":1500,"retry_basis":"window"}
                                        """));
        assertThat(answer.headers())
                .containsEntry("retry-after", "2")
                .containsEntry("retry-after-ms", "1500")
                .doesNotContainKey("x-should-retry");
    }

    @Test
    void anthropicsAndGooglesClientsFindItTheirWay() throws IOException {
        InferenceResult result = refused(429, full());

        assertThat(json(answer(result, Dialect.ANTHROPIC)).at("/error/sluice/limit").textValue())
                .isEqualTo(PATH);
        JsonNode metadata = json(answer(result, Dialect.GOOGLE)).at("/error/details/0/metadata");
        assertThat(metadata.get("limit").textValue()).isEqualTo(PATH);
        assertThat(metadata.get("used").textValue()).isEqualTo("10");
    }

    @Test
    void moneyIsInDollars() throws IOException {
        ResultError.Builder spent =
                full().setType("budget_exceeded")
                        .setAmounts(
                                new LimitAmounts(
                                        LimitUnit.USD,
                                        4_980_000_000_000L,
                                        5_000_000_000_000L,
                                        100_000_000_000L));

        JsonNode error = json(answer(refused(429, spent), Dialect.OPENAI)).get("error");

        assertThat(error.get("type").textValue()).isEqualTo("insufficient_quota");
        assertThat(error.at("/sluice/used").decimalValue()).isEqualByComparingTo("4.98");
        assertThat(error.at("/sluice/needed").decimalValue()).isEqualByComparingTo("0.1");
    }

    /** The official clients repeat 429 whatever is in it, and 400 never. */
    @ParameterizedTest
    @CsvSource({"token_limited, TOKENS", "budget_exceeded, USD"})
    void whatNeverFitsIsNotToBeSentAgain(String type, LimitUnit unit) throws IOException {
        DoorAnswer answer =
                answer(
                        refused(
                                400,
                                Results.error(type)
                                        .setLimit("acme any")
                                        .setAmounts(new LimitAmounts(unit, 0L, 50L, 51L))),
                        Dialect.OPENAI);

        JsonNode error = json(answer).get("error");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(error.get("type").textValue()).isEqualTo("invalid_request_error");
        assertThat(error.get("code").textValue()).isEqualTo(type);
        assertThat(error.at("/sluice/never_fits").booleanValue()).isTrue();
        assertThat(error.at("/sluice/retry_after_ms").isNull()).isTrue();
        assertThat(answer.headers())
                .containsEntry("x-should-retry", "false")
                .doesNotContainKeys("retry-after", "retry-after-ms");
    }

    @Test
    void aLimitWithoutNumbersSaysWhatItKnows() throws IOException {
        ResultError.Builder full =
                Results.error("queue_full").setLimit("acme max_waiting_per_customer");

        JsonNode limit = json(answer(refused(429, full), Dialect.OPENAI)).at("/error/sluice");

        assertThat(limit.get("limit").textValue()).isEqualTo("acme max_waiting_per_customer");
        assertThat(limit.get("used").isNull()).isTrue();
        assertThat(limit.get("never_fits").isNull()).isTrue();
    }

    @ParameterizedTest(name = "{0} ms: {1}")
    @CsvSource({
        "-5, 0s",
        "0, 0s",
        "120, 120ms",
        "1000, 1s",
        "8640, 8.64s",
        "60000, 1m0s",
        "360000, 6m0s",
        "3630500, 1h0m30.5s",
        "90000000, 25h0m0s",
    })
    void whatIsLeftStandsInOpenAisHeaders(long millis, String reset) {
        RateStanding requests =
                new RateStanding(PATH, 600L, 599L, Samples.NOON.plus(Duration.ofMillis(millis)));
        RateStanding tokens = new RateStanding("acme tokens/1m", 9_000L, 0L, Samples.NOON);
        InferenceResult result =
                InferenceResult.newBuilder(Results.answered("r.1.2", "{}"))
                        .setRequestRate(requests)
                        .setTokenRate(tokens)
                        .build();

        assertThat(answer(result, Dialect.OPENAI).headers())
                .containsEntry("x-ratelimit-limit-requests", "600")
                .containsEntry("x-ratelimit-remaining-requests", "599")
                .containsEntry("x-ratelimit-reset-requests", reset)
                .containsEntry("x-ratelimit-limit-tokens", "9000")
                .containsEntry("x-ratelimit-remaining-tokens", "0")
                .containsEntry("x-ratelimit-reset-tokens", "0s");
    }

    @Test
    void whatIsNotLimitedHasNoHeader() {
        assertThat(answer(Results.answered("r.1.2", "{}"), Dialect.OPENAI).headers().keySet())
                .noneMatch(name -> name.startsWith("x-ratelimit"));
    }
}
