package dev.sluice.dispatcher.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.RequestPolicy;
import dev.sluice.dispatcher.admission.quota.Hold;
import dev.sluice.dispatcher.admission.quota.Need;
import dev.sluice.dispatcher.admission.request.Phase;
import dev.sluice.dispatcher.admission.request.RequestFacts;
import dev.sluice.dispatcher.admission.request.RequestState;
import dev.sluice.dispatcher.admission.request.Route;
import dev.sluice.schemas.record.Attempt;
import dev.sluice.schemas.record.AttemptEnd;
import dev.sluice.schemas.record.Billing;
import dev.sluice.schemas.record.EndKind;
import dev.sluice.schemas.record.EndWriter;
import dev.sluice.schemas.record.ErrorClass;
import dev.sluice.schemas.record.Fallback;
import dev.sluice.schemas.record.NotCalledReason;
import dev.sluice.schemas.record.OnLimit;
import dev.sluice.schemas.record.OnUnreachable;
import dev.sluice.testing.Samples;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** When a request that allows it is sent to another model, and when it is not. */
class FallbackReasonTest {

    private static final Attempt ATTEMPT = Samples.attempt(Samples.requestId(1));
    private static final int LAST = RequestPolicy.DEFAULT.attemptsMax();

    private static RequestState state(Fallback fallback, RequestFacts.Calls calls, int attempts) {
        RequestFacts facts =
                new RequestFacts(
                        ATTEMPT.getRequestId(),
                        Samples.TENANT,
                        "gpt-4o-mini",
                        Samples.NOON,
                        Samples.NOON.plusSeconds(60),
                        calls,
                        OnLimit.PARK,
                        Optional.empty(),
                        RequestFacts.Echo.NONE,
                        new RequestFacts.Wishes(
                                fallback, OnUnreachable.WAIT, RequestFacts.Wishes.Pinning.NONE));
        Hold hold = new Hold(List.of(), new Need(1, 120, 0, 7));
        return RequestState.fresh(facts, new Phase.InFlight(attempts, hold, "sim"))
                .with(new RequestState.Tally(attempts, attempts - 1, 0));
    }

    private static RequestState allowed(int attempts) {
        return state(Fallback.ALLOWED, RequestFacts.Calls.REPEATABLE, attempts);
    }

    private static AttemptEnd.Builder end(EndKind kind, Billing billing) {
        return AttemptEnd.newBuilder()
                .setRequestId(ATTEMPT.getRequestId())
                .setAttempt(1)
                .setTenant(ATTEMPT.getTenant())
                .setWriter(EndWriter.LANE)
                .setKind(kind)
                .setBilling(billing)
                .setPool("sim")
                .setProvider("sim")
                .setModel(ATTEMPT.getModel())
                .setReservation(ATTEMPT.getReservation())
                .setInputTokens(20)
                .setMaxOutputTokens(100)
                .setEndedAt(Samples.NOON)
                .setWork(ATTEMPT)
                .setConfigVersion(1);
    }

    private static AttemptEnd refused(ErrorClass why) {
        return end(EndKind.REFUSED, Billing.NONE).setErrorClass(why).build();
    }

    private static AttemptEnd notCalled(NotCalledReason why) {
        return end(EndKind.NOT_CALLED, Billing.NONE).setNotCalled(why).build();
    }

    private static String reason(AttemptEnd end, RequestState state, NextStep.Others others) {
        Instant now = Samples.NOON;
        NextStep next = NextStep.after(end, state, others, RequestPolicy.DEFAULT, now);
        return next instanceof NextStep.FallBack(String reason, _) ? reason : "stays";
    }

    @ParameterizedTest(name = "refused for {0}, another lane left: {1}, none left: {2}")
    @CsvSource({
        "RATE_LIMIT, stays, no_key_left",
        "AUTH, stays, no_key_left",
        "BILLING, stays, no_key_left",
        "MODEL_GONE, stays, model_gone",
        "MODEL_ACCESS, stays, model_access",
        "REGION_BLOCKED, stays, region_blocked",
        "CONTEXT_WINDOW, context_window, context_window",
        "INVALID_REQUEST, stays, stays",
        "CONTENT_POLICY, stays, stays",
    })
    void aRefusal(ErrorClass why, String someLeft, String noneLeft) {
        assertThat(reason(refused(why), allowed(1), NextStep.Others.SOME)).isEqualTo(someLeft);
        assertThat(reason(refused(why), allowed(1), NextStep.Others.NONE)).isEqualTo(noneLeft);
    }

    @ParameterizedTest(name = "{0} {1} {2}: {3}")
    @CsvSource({
        "REFUSED, NONE, SERVER_ERROR, attempts_exhausted",
        "REFUSED, NONE, OVERLOADED, attempts_exhausted",
        "REFUSED, NONE, UNKNOWN, attempts_exhausted",
        "FAILED, NONE, NETWORK, attempts_exhausted",
        "FAILED, BOUND, TIMEOUT, attempts_exhausted",
        "UNKNOWN, BOUND, UNKNOWN, attempts_exhausted",
        "FAILED, BOUND, RESPONSE_TOO_LARGE, stays",
    })
    void onlyTheLastFailureOfTheAllowedOnes(
            EndKind kind, Billing billing, ErrorClass why, String last) {
        AttemptEnd end = end(kind, billing).setErrorClass(why).build();
        assertThat(reason(end, allowed(1), NextStep.Others.SOME)).isEqualTo("stays");
        assertThat(reason(end, allowed(LAST), NextStep.Others.SOME)).isEqualTo(last);
    }

    @ParameterizedTest(name = "not called, {0}, after {1} attempts: {2}")
    @CsvSource({
        "UNREACHABLE, 1, deadline_unreachable",
        "LANE_GONE, 1, stays",
        "LANE_GONE, 8, no_key_left",
        "COOLING, 1, stays",
        "COOLING, 100, stays",
        "SHUTDOWN, 100, stays",
        "QUEUE_FULL, 1, stays",
        "EXPIRED, 1, stays",
        "WITHDRAWN, 1, stays",
    })
    void whatWasNeverSent(NotCalledReason why, int attempts, String expected) {
        assertThat(reason(notCalled(why), allowed(attempts), NextStep.Others.SOME))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource(ErrorClass.class)
    void neverWhereTheRequestDoesNotAllowIt(ErrorClass why) {
        RequestState state = state(Fallback.NONE, RequestFacts.Calls.REPEATABLE, LAST);
        assertThat(reason(refused(why), state, NextStep.Others.NONE)).isEqualTo("stays");
    }

    @Test
    void neverForACallThatMustNotBeRepeatedAndMayHaveBeenMade() {
        RequestState once = state(Fallback.ALLOWED, RequestFacts.Calls.ONCE, LAST);
        AttemptEnd perhaps =
                end(EndKind.FAILED, Billing.BOUND).setErrorClass(ErrorClass.TIMEOUT).build();
        assertThat(reason(perhaps, once, NextStep.Others.SOME)).isEqualTo("stays");
        assertThat(reason(end(EndKind.UNKNOWN, Billing.BOUND).build(), once, NextStep.Others.SOME))
                .isEqualTo("stays");
        assertThat(reason(refused(ErrorClass.SERVER_ERROR), once, NextStep.Others.SOME))
                .as("it surely was not")
                .isEqualTo("attempts_exhausted");
    }

    @Test
    void neverAfterTheDeadlineAndNeverWithoutTheBody() {
        AttemptEnd gone = refused(ErrorClass.MODEL_GONE);
        NextStep late =
                NextStep.after(
                        gone,
                        allowed(1),
                        NextStep.Others.NONE,
                        RequestPolicy.DEFAULT,
                        Samples.NOON.plusSeconds(60));
        assertThat(late).isNotInstanceOf(NextStep.FallBack.class);
        AttemptEnd bare = AttemptEnd.newBuilder(gone).setWork(null).build();
        assertThat(reason(bare, allowed(1), NextStep.Others.NONE)).isEqualTo("stays");
    }

    @Test
    void whatOnlyTheOtherModelDoesNotTakeGoesOnToTheNext() {
        RequestState detour = allowed(1).with(Route.DIRECT.to("claude", "model_gone"));
        assertThat(reason(refused(ErrorClass.INVALID_REQUEST), detour, NextStep.Others.SOME))
                .isEqualTo("model_gone");
        assertThat(reason(refused(ErrorClass.CONTENT_POLICY), detour, NextStep.Others.SOME))
                .isEqualTo("stays");
    }
}
