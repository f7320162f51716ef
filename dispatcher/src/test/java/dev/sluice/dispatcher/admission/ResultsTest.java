package dev.sluice.dispatcher.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.dispatcher.admission.quota.Hold;
import dev.sluice.dispatcher.admission.quota.Need;
import dev.sluice.dispatcher.admission.request.Cancel;
import dev.sluice.dispatcher.admission.request.Phase;
import dev.sluice.dispatcher.admission.request.RequestFacts;
import dev.sluice.dispatcher.admission.request.RequestState;
import dev.sluice.dispatcher.admission.request.RequestState.Tally;
import dev.sluice.dispatcher.admission.request.Route;
import dev.sluice.schemas.record.Attempt;
import dev.sluice.schemas.record.AttemptEnd;
import dev.sluice.schemas.record.Billing;
import dev.sluice.schemas.record.Degradation;
import dev.sluice.schemas.record.EndKind;
import dev.sluice.schemas.record.EndWriter;
import dev.sluice.schemas.record.ErrorClass;
import dev.sluice.schemas.record.InferenceResult;
import dev.sluice.schemas.record.NotCalledReason;
import dev.sluice.schemas.record.OnLimit;
import dev.sluice.schemas.record.RateStanding;
import dev.sluice.schemas.record.ResultError;
import dev.sluice.schemas.record.ResultStatus;
import dev.sluice.schemas.record.TokenUsage;
import dev.sluice.testing.Samples;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResultsTest {

    private static final Instant NOON = Samples.NOON;
    private static final Tally ONE = new Tally(1, 0, 7);

    private final Results results = new Results(3);

    private static RequestFacts facts() {
        return new RequestFacts(
                "id",
                Samples.TENANT,
                "gpt-4o-mini",
                NOON,
                NOON.plusSeconds(60),
                RequestFacts.Calls.REPEATABLE,
                OnLimit.PARK,
                Optional.empty(),
                new RequestFacts.Echo(
                        Optional.of("c"),
                        Optional.of("w"),
                        Optional.of("s"),
                        Optional.of("tp"),
                        Optional.of("first")));
    }

    private static RequestState state() {
        return RequestState.fresh(
                        facts(),
                        new Phase.InFlight(1, new Hold(List.of(), new Need(1, 1, 0, 1)), "p"))
                .with(ONE);
    }

    private static AttemptEnd.Builder end(EndKind kind) {
        Attempt attempt = Samples.attempt("id");
        return AttemptEnd.newBuilder()
                .setRequestId("id")
                .setAttempt(1)
                .setTenant(attempt.getTenant())
                .setWriter(EndWriter.LANE)
                .setKind(kind)
                .setBilling(Billing.NONE)
                .setPool("sim")
                .setProvider("sim")
                .setModel(attempt.getModel())
                .setReservation(attempt.getReservation())
                .setInputTokens(20)
                .setMaxOutputTokens(100)
                .setEndedAt(NOON.plusSeconds(9))
                .setConfigVersion(1);
    }

    private static NextStep.Fail failed(String type) {
        return new NextStep.Fail(ResultStatus.FAILED, type);
    }

    /** The provider said 418: only who can do something about it gets that. */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "INVALID_REQUEST, 418",
        "CONTEXT_WINDOW, 418",
        "CONTENT_POLICY, 418",
        "RATE_LIMIT, 503",
        "OVERLOADED, 503",
        "TIMEOUT, 504",
        "AUTH, 502",
        "BILLING, 502",
        "SERVER_ERROR, 502",
        "NETWORK, 502",
        "MODEL_ACCESS, 404",
        "MODEL_GONE, 404",
        "REGION_BLOCKED, 502",
        "RESPONSE_TOO_LARGE, 502",
        "UNKNOWN, 502",
    })
    void aFailureHasAStatusCodeOfItsClass(ErrorClass errorClass, int statusCode) {
        AttemptEnd end = end(EndKind.REFUSED).setErrorClass(errorClass).setStatusCode(418).build();
        assertThat(results.failed(state(), end, failed("x"), NOON).getStatusCode())
                .isEqualTo(statusCode);
    }

    @Test
    void withoutAStatusTheCallersFaultIsABadRequestAndNoCallIsUnavailability() {
        AttemptEnd invalid = end(EndKind.REFUSED).setErrorClass(ErrorClass.INVALID_REQUEST).build();
        AttemptEnd uncalled =
                end(EndKind.NOT_CALLED).setNotCalled(NotCalledReason.LANE_GONE).build();
        AttemptEnd unclassed = end(EndKind.UNKNOWN).build();
        assertThat(results.failed(state(), invalid, failed("x"), NOON).getStatusCode())
                .isEqualTo(400);
        assertThat(results.failed(state(), uncalled, failed("x"), NOON).getStatusCode())
                .isEqualTo(503);
        assertThat(results.failed(state(), unclassed, failed("x"), NOON).getStatusCode())
                .isEqualTo(502);
    }

    @Test
    void anAnswerSaysWhoServedItWhatItCostAndWhatCameWithTheRequest() {
        AttemptEnd end =
                end(EndKind.ANSWERED)
                        .setResponse(ByteBuffer.wrap(new byte[] {1, 2}))
                        .setUsage(new TokenUsage(5L, 6L, 0L, 0L))
                        .setStartedAt(NOON.plusSeconds(4))
                        .setServedModel("gpt-4o-mini-2024")
                        .setLane("sim/key-a")
                        .build();
        InferenceResult result = results.answered(state(), end, Rates.NONE, NOON.plusSeconds(10));
        assertThat(result.getStatusCode()).as("where none is said").isEqualTo(200);
        assertThat(result.getBody()).contains(ByteBuffer.wrap(new byte[] {1, 2}));
        assertThat(result.getQueueMillis()).isEqualTo(4_000);
        assertThat(result.getProviderMillis()).isEqualTo(5_000);
        assertThat(result.getCostPicos()).isEqualTo(7);
        assertThat(result.getConfigVersion()).isEqualTo(3);
        assertThat(result.getServed().orElseThrow().getModel()).contains("gpt-4o-mini-2024");
        assertThat(result.getCustomId()).contains("c");
        assertThat(result.getWorkflow()).contains("w");
        assertThat(result.getStep()).contains("s");
        assertThat(result.getTraceparent()).contains("tp");
        assertThat(result.getReplayOf()).contains("first");
    }

    @Test
    void clocksOfTwoHostsNeverMakeANegativeTime() {
        AttemptEnd end =
                end(EndKind.ANSWERED)
                        .setStartedAt(NOON.minusSeconds(3))
                        .setEndedAt(NOON.minusSeconds(5))
                        .build();
        InferenceResult result = results.answered(state(), end, Rates.NONE, NOON);
        assertThat(result.getQueueMillis()).isZero();
        assertThat(result.getProviderMillis()).isZero();
    }

    @ParameterizedTest(name = "after {0} attempts, with a time to come back: {1}: {2} {3}")
    @CsvSource({
        "0, true, REFUSED, 429",
        "1, true, FAILED, 429",
        "0, false, REFUSED, 400",
        "2, false, FAILED, 400",
    })
    void aLimitInTheWayIsOnlyWorthAnotherTryWhereTimeHelps(
            int attempts, boolean timed, ResultStatus status, int statusCode) {
        ResultError error =
                ResultError.newBuilder(Results.error("token_limited", "full"))
                        .setRetryAfterMillis(timed ? 5L : null)
                        .build();
        RateStanding rate = new RateStanding("acme tokens/1m", 8L, 0L, NOON);
        InferenceResult result =
                results.overLimit(
                        facts(),
                        new Tally(attempts, 0, 0),
                        error,
                        new Rates(Optional.empty(), Optional.of(rate)),
                        NOON);
        assertThat(result.getStatus()).isEqualTo(status);
        assertThat(result.getStatusCode()).isEqualTo(statusCode);
        assertThat(result.getTokenRate()).contains(rate);
        assertThat(result.getRequestRate()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "queue_full, 429",
        "idempotency_conflict, 409",
        "idempotency_answer_gone, 409",
        "idempotency_joiners_full, 409",
    })
    void aRefusalHasACodeOfItsType(String type, int statusCode) {
        InferenceResult result =
                results.refused(facts(), Tally.NONE, Results.error(type, "no"), NOON);
        assertThat(result.getStatus()).isEqualTo(ResultStatus.REFUSED);
        assertThat(result.getStatusCode()).isEqualTo(statusCode);
    }

    @Test
    void anExpiredRequestSaysItsDeadline() {
        InferenceResult result = results.expired(facts(), ONE, NOON.plusSeconds(61));
        assertThat(result.getStatusCode()).isEqualTo(504);
        assertThat(result.getError().orElseThrow().getMessage()).contains("2026-01-01T12:01:00Z");
    }

    /** ModelNeverChangesSilently, for one answer. */
    @Test
    void theAnswerOfAnotherModelSaysWhichWasAskedAndWhy() {
        RequestState detour = state().with(Route.DIRECT.to("claude", "model_gone"));
        AttemptEnd other = end(EndKind.ANSWERED).setModel("claude").build();
        InferenceResult result = results.answered(detour, other, Rates.NONE, NOON);
        assertThat(result.getDegraded()).isTrue();
        assertThat(result.getDegradation())
                .contains(new Degradation("gpt-4o-mini", "claude", "model_gone"));
        assertThat(result.getModel()).as("what was asked").isEqualTo("gpt-4o-mini");

        InferenceResult again = new Copies(results).repeated(facts(), result, NOON);
        assertThat(again.getDegradation()).isEqualTo(result.getDegradation());
        assertThat(again.getDegraded()).isTrue();

        InferenceResult late =
                results.answered(detour, end(EndKind.ANSWERED).build(), Rates.NONE, NOON);
        assertThat(late.getDegraded()).as("an early attempt answered after all").isFalse();
        assertThat(late.getDegradation()).isEmpty();
    }

    @Test
    void whatOnlyTheOtherModelDoesNotTakeIsNotTheCallersFault() {
        RequestState detour = state().with(Route.DIRECT.to("claude", "model_gone"));
        AttemptEnd end =
                end(EndKind.REFUSED)
                        .setErrorClass(ErrorClass.INVALID_REQUEST)
                        .setStatusCode(400)
                        .setModel("claude")
                        .setMessage("logit_bias: the provider has nothing like it")
                        .build();
        InferenceResult result = results.failed(detour, end, failed("provider_error"), NOON);
        assertThat(result.getStatusCode()).isEqualTo(502);
        assertThat(result.getError().orElseThrow().getMessage())
                .isEqualTo(
                        "in place of gpt-4o-mini (model_gone), claude does not take this"
                                + " request: logit_bias: the provider has nothing like it");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"QUEUE_FULL, 429", "UNREACHABLE, 503", "LANE_GONE, 503"})
    void whoFoundNoPlaceInLineIsToldWhenToTryAgain(NotCalledReason reason, int statusCode) {
        AttemptEnd end =
                end(EndKind.NOT_CALLED).setNotCalled(reason).setRetryAfterMillis(90_000L).build();
        InferenceResult result = results.failed(state(), end, failed("x"), NOON);
        assertThat(result.getStatusCode()).isEqualTo(statusCode);
        assertThat(result.getServed()).isEmpty();
        assertThat(result.getError().orElseThrow().getRetryAfterMillis()).contains(90_000L);
        assertThat(result.getError().orElseThrow().getResetAt()).contains(NOON.plusSeconds(90));

        AttemptEnd untold = end(EndKind.NOT_CALLED).setNotCalled(reason).build();
        assertThat(results.failed(state(), untold, failed("x"), NOON).getError().orElseThrow())
                .satisfies(error -> assertThat(error.getResetAt()).isEmpty())
                .satisfies(error -> assertThat(error.getMessage()).isNotBlank());
    }

    @Test
    void aCancelledRequestNamesWhoDidIt() {
        Cancel cancel = new Cancel("id", Samples.TENANT, Optional.of("wrong file"));
        InferenceResult result = results.cancelled(facts(), ONE, cancel, NOON);
        assertThat(result.getStatus()).isEqualTo(ResultStatus.CANCELLED);
        assertThat(result.getStatusCode()).isEqualTo(409);
        assertThat(result.getError().orElseThrow().getMessage())
                .isEqualTo("cancelled by demo: wrong file");
        assertThat(result.getCostPicos()).isEqualTo(7);
    }
}
