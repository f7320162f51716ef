package dev.sluice.dispatcher.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.RequestPolicy;
import dev.sluice.dispatcher.admission.quota.Hold;
import dev.sluice.dispatcher.admission.quota.Need;
import dev.sluice.dispatcher.admission.request.Phase;
import dev.sluice.dispatcher.admission.request.RequestFacts;
import dev.sluice.dispatcher.admission.request.RequestState;
import dev.sluice.dispatcher.admission.request.RequestState.Tally;
import dev.sluice.schemas.record.Attempt;
import dev.sluice.schemas.record.AttemptEnd;
import dev.sluice.schemas.record.Billing;
import dev.sluice.schemas.record.EndKind;
import dev.sluice.schemas.record.EndWriter;
import dev.sluice.schemas.record.ErrorClass;
import dev.sluice.schemas.record.NotCalledReason;
import dev.sluice.schemas.record.OnLimit;
import dev.sluice.testing.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NextStepTest {

    private static final Instant DEADLINE = Samples.NOON.plusSeconds(60);

    private static AttemptEnd.Builder end(EndKind kind, Billing billing) {
        var attempt = Samples.attempt(Samples.requestId(1));
        return AttemptEnd.newBuilder()
                .setRequestId(attempt.getRequestId())
                .setAttempt(1)
                .setTenant(attempt.getTenant())
                .setWriter(EndWriter.LANE)
                .setKind(kind)
                .setBilling(billing)
                .setPool("sim")
                .setProvider("sim")
                .setModel(attempt.getModel())
                .setReservation(attempt.getReservation())
                .setInputTokens(20)
                .setMaxOutputTokens(100)
                .setEndedAt(Samples.NOON)
                .setWork(attempt)
                .setConfigVersion(1);
    }

    private static RequestFacts facts(RequestFacts.Calls calls) {
        return new RequestFacts(
                Samples.requestId(1),
                Samples.TENANT,
                "gpt-4o-mini",
                Samples.NOON,
                DEADLINE,
                calls,
                OnLimit.PARK,
                Optional.empty(),
                RequestFacts.Echo.NONE);
    }

    private static RequestState state(RequestFacts facts, Tally tally) {
        Hold hold = new Hold(List.of(), new Need(1, 120, 0, 7));
        return RequestState.fresh(facts, new Phase.InFlight(tally.attempts(), hold, "sim"))
                .with(tally);
    }

    private static NextStep after(AttemptEnd.Builder end, Tally tally, Instant now) {
        return NextStep.after(
                end.build(),
                state(facts(RequestFacts.Calls.REPEATABLE), tally),
                NextStep.Others.SOME,
                RequestPolicy.DEFAULT,
                now);
    }

    private static NextStep after(AttemptEnd.Builder end) {
        return after(end, new Tally(1, 0, 0), Samples.NOON);
    }

    private static String words(NextStep next) {
        return switch (next) {
            case NextStep.Answer() -> "answer";
            case NextStep.Fail(_, String type) -> "fail " + type;
            case NextStep.Expire() -> "expire";
            case NextStep.HandOver(var lane, var count, var delay) ->
                    "hand over " + lane + " " + count + (delay.isZero() ? "" : " later");
            case NextStep.AdmitAnew(Duration delay) ->
                    "admit anew" + (delay.isZero() ? "" : " later");
            case NextStep.FallBack(String reason, NextStep otherwise) ->
                    "fall back " + reason + " or " + words(otherwise);
        };
    }

    @ParameterizedTest(name = "refused for {0}: {1}")
    @CsvSource({
        "INVALID_REQUEST, fail invalid_request",
        "CONTEXT_WINDOW, fail context_length_exceeded",
        "CONTENT_POLICY, fail content_policy",
        "RATE_LIMIT, hand over EXCLUDED ROTATION",
        "AUTH, hand over EXCLUDED ROTATION",
        "BILLING, hand over EXCLUDED ROTATION",
        "MODEL_ACCESS, hand over EXCLUDED ROTATION",
        "MODEL_GONE, hand over EXCLUDED ROTATION",
        "REGION_BLOCKED, hand over EXCLUDED ROTATION",
        "SERVER_ERROR, hand over EXCLUDED FAILURE later",
        "OVERLOADED, hand over EXCLUDED FAILURE later",
        "UNKNOWN, hand over EXCLUDED FAILURE later",
    })
    void aRefusalCostsNothingSoTheReservationGoesOn(ErrorClass errorClass, String expected) {
        assertThat(words(after(end(EndKind.REFUSED, Billing.NONE).setErrorClass(errorClass))))
                .isEqualTo(expected);
    }

    @ParameterizedTest(name = "failed by {0}, billing {1}: {2}")
    @CsvSource({
        "NETWORK, NONE, hand over EXCLUDED FAILURE later",
        "NETWORK, BOUND, admit anew later",
        "TIMEOUT, BOUND, admit anew later",
        "SERVER_ERROR, NONE, hand over EXCLUDED FAILURE later",
        "RESPONSE_TOO_LARGE, BOUND, fail response_too_large",
        "RESPONSE_TOO_LARGE, ACTUAL, fail response_too_large",
    })
    void aFailureThatMayBeBilledIsAdmittedAnew(
            ErrorClass errorClass, Billing billing, String expected) {
        assertThat(words(after(end(EndKind.FAILED, billing).setErrorClass(errorClass))))
                .isEqualTo(expected);
    }

    @ParameterizedTest(name = "not called for {0}: {1}")
    @CsvSource({
        "EXPIRED, expire",
        "WITHDRAWN, expire",
        "QUEUE_FULL, fail queue_full",
        "UNREACHABLE, fail deadline_unreachable",
        "COOLING, hand over ALLOWED ROTATION",
        "LANE_GONE, hand over ALLOWED ROTATION",
        "SHUTDOWN, hand over ALLOWED ROTATION",
    })
    void whatWasNeverSentMayUseTheSameLane(NotCalledReason reason, String expected) {
        assertThat(words(after(end(EndKind.NOT_CALLED, Billing.NONE).setNotCalled(reason))))
                .isEqualTo(expected);
    }

    @Test
    void anUnknownEndIsRepeatedAtOnceAndOnlyIfTheRequestMayBe() {
        AttemptEnd.Builder unknown = end(EndKind.UNKNOWN, Billing.BOUND);
        assertThat(words(after(unknown))).isEqualTo("admit anew");
        NextStep once =
                NextStep.after(
                        unknown.build(),
                        state(facts(RequestFacts.Calls.ONCE), new Tally(1, 0, 0)),
                        NextStep.Others.SOME,
                        RequestPolicy.DEFAULT,
                        Samples.NOON);
        assertThat(words(once)).isEqualTo("fail outcome_unknown");
    }

    /** Four failures are allowed; a refusal by a key is none, however many there were. */
    @ParameterizedTest(name = "after {0} attempts with {1} failures, a {2}: {3}")
    @CsvSource({
        "3, 2, SERVER_ERROR, hand over EXCLUDED FAILURE later",
        "4, 3, SERVER_ERROR, fail provider_error",
        "63, 0, RATE_LIMIT, hand over EXCLUDED ROTATION",
        "63, 3, RATE_LIMIT, hand over EXCLUDED ROTATION",
        "64, 0, RATE_LIMIT, hand over EXCLUDED ROTATION later",
        "9999, 3, AUTH, hand over EXCLUDED ROTATION later",
    })
    void attemptsAreBounded(int attempts, int failures, ErrorClass errorClass, String expected) {
        AttemptEnd.Builder refused = end(EndKind.REFUSED, Billing.NONE).setErrorClass(errorClass);
        assertThat(words(after(refused, new Tally(attempts, failures, 0), Samples.NOON)))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "COOLING, 8, ''",
        "COOLING, 9, later",
        "SHUTDOWN, 63, later",
        "COOLING, 6400, later",
        "LANE_GONE, 8, ''",
        "LANE_GONE, 9, later",
    })
    void rotationsWithoutACallSlowDown(NotCalledReason reason, int attempts, String when) {
        AttemptEnd.Builder refused = end(EndKind.NOT_CALLED, Billing.NONE).setNotCalled(reason);
        assertThat(words(after(refused, new Tally(attempts, 0, 0), Samples.NOON)))
                .isEqualTo(("hand over ALLOWED ROTATION " + when).strip());
    }

    @Test
    void aLaneThatRefusesTheModelAgainIsNotCalledForEver() {
        Attempt again =
                Attempt.newBuilder(Samples.attempt(Samples.requestId(1)))
                        .setExcludedLanes(List.of("sim/key-a"))
                        .build();
        AttemptEnd.Builder refused =
                end(EndKind.REFUSED, Billing.NONE)
                        .setErrorClass(ErrorClass.MODEL_ACCESS)
                        .setWork(again);
        assertThat(words(after(refused.setLane("sim/key-b"))))
                .isEqualTo("hand over EXCLUDED ROTATION");
        assertThat(words(after(refused.setLane("sim/key-a"))))
                .as("it waits for the others, and its failures are not counted")
                .isEqualTo("hand over EXCLUDED ROTATION later");
    }

    @ParameterizedTest(name = "{0} by every lane: {1}")
    @CsvSource({
        "MODEL_GONE, fail model_gone",
        "MODEL_ACCESS, fail model_gone",
        "REGION_BLOCKED, fail provider_error",
        "AUTH, hand over EXCLUDED ROTATION",
        "RATE_LIMIT, hand over EXCLUDED ROTATION",
    })
    void whereNobodyServesTheModelThereIsNothingToWaitFor(ErrorClass why, String expected) {
        NextStep next =
                NextStep.after(
                        end(EndKind.REFUSED, Billing.NONE).setErrorClass(why).build(),
                        state(facts(RequestFacts.Calls.REPEATABLE), new Tally(2, 0, 0)),
                        NextStep.Others.NONE,
                        RequestPolicy.DEFAULT,
                        Samples.NOON);
        assertThat(words(next)).isEqualTo(expected);
    }

    @Test
    void aModelThatNoLaneHasIsGivenUpAfterAllRotations() {
        AttemptEnd.Builder gone =
                end(EndKind.NOT_CALLED, Billing.NONE).setNotCalled(NotCalledReason.LANE_GONE);
        assertThat(words(after(gone, new Tally(64, 0, 0), Samples.NOON)))
                .isEqualTo("fail provider_error");
    }

    /** At most one attempt every second in the long run, and half a minute in the longest. */
    @ParameterizedTest
    @CsvSource({"64, 1, 2", "66, 4, 8", "74, 30, 60", "5000, 30, 60"})
    void beyondTheRotationsARequestOnlySlowsDown(int attempts, long from, long to) {
        AttemptEnd.Builder refused =
                end(EndKind.REFUSED, Billing.NONE).setErrorClass(ErrorClass.RATE_LIMIT);
        NextStep.HandOver over =
                (NextStep.HandOver) after(refused, new Tally(attempts, 0, 0), Samples.NOON);
        assertThat(over.delay()).isBetween(Duration.ofSeconds(from), Duration.ofSeconds(to));
    }

    @Test
    void whatCannotBeReachedAnyMoreHasExpiredOnceTheDeadlineIsThere() {
        AttemptEnd.Builder unreachable =
                end(EndKind.NOT_CALLED, Billing.NONE).setNotCalled(NotCalledReason.UNREACHABLE);
        assertThat(words(after(unreachable, new Tally(1, 0, 0), DEADLINE))).isEqualTo("expire");
    }

    @Test
    void afterTheDeadlineOnlyAnAnswerCounts() {
        AttemptEnd.Builder refused =
                end(EndKind.REFUSED, Billing.NONE).setErrorClass(ErrorClass.RATE_LIMIT);
        assertThat(words(after(refused, Tally.NONE, DEADLINE))).isEqualTo("expire");
        assertThat(words(after(end(EndKind.ANSWERED, Billing.ACTUAL), Tally.NONE, DEADLINE)))
                .isEqualTo("answer");
    }

    @Test
    void anEndWithoutItsWorkCannotBeFollowedByAnAttempt() {
        AttemptEnd.Builder refused =
                end(EndKind.REFUSED, Billing.NONE)
                        .setErrorClass(ErrorClass.RATE_LIMIT)
                        .setWork(null);
        assertThat(words(after(refused))).isEqualTo("fail provider_error");
    }

    @Test
    void delaysGrowWithFailuresAndNeverPassTheirCeiling() {
        for (int failures = 0; failures < 3; failures++) {
            NextStep.HandOver over =
                    (NextStep.HandOver)
                            after(
                                    end(EndKind.REFUSED, Billing.NONE)
                                            .setErrorClass(ErrorClass.OVERLOADED),
                                    new Tally(failures + 1, failures, 0),
                                    Samples.NOON);
            assertThat(over.delay()).isLessThanOrEqualTo(Backoff.BASE.multipliedBy(1L << failures));
        }
    }
}
