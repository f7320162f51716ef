package dev.sluice.dispatcher.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.dispatcher.admission.request.Cancel;
import dev.sluice.dispatcher.admission.request.RequestFacts;
import dev.sluice.dispatcher.admission.request.TurnedAway;
import dev.sluice.schemas.record.Attempt;
import dev.sluice.schemas.record.Decision;
import dev.sluice.schemas.record.DecisionKind;
import dev.sluice.schemas.record.InferenceResult;
import dev.sluice.schemas.record.OnLimit;
import dev.sluice.schemas.record.ResultError;
import dev.sluice.schemas.record.ResultStatus;
import dev.sluice.testing.Samples;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecisionsTest {

    private static final Instant NOON = Samples.NOON;
    private static final RequestFacts FACTS =
            new RequestFacts(
                    "id",
                    Samples.TENANT,
                    "gpt-4o-mini",
                    NOON,
                    NOON.plusSeconds(60),
                    RequestFacts.Calls.REPEATABLE,
                    OnLimit.PARK,
                    Optional.empty(),
                    new RequestFacts.Echo(
                            Optional.empty(),
                            Optional.of("w"),
                            Optional.of("s"),
                            Optional.empty(),
                            Optional.of("before")));

    private final Decisions decisions = new Decisions(3);

    private static InferenceResult result(ResultStatus status, Optional<ResultError> error) {
        return InferenceResult.newBuilder()
                .setRequestId("id")
                .setTenant(Samples.TENANT)
                .setStatus(status)
                .setStatusCode(200)
                .setModel("gpt-4o-mini")
                .setAttempts(2)
                .setError(error.orElse(null))
                .setAcceptedAt(NOON)
                .setFinishedAt(NOON)
                .setConfigVersion(3)
                .build();
    }

    @ParameterizedTest
    @CsvSource({
        "ANSWERED, ANSWERED",
        "REFUSED, REFUSED",
        "EXPIRED, EXPIRED",
        "CANCELLED, CANCELLED",
        "FAILED, FAILED",
        "OUTCOME_UNKNOWN, FAILED",
    })
    void everyResultIsOneDecision(ResultStatus status, DecisionKind kind) {
        ResultError error =
                ResultError.newBuilder().setType("why").setMessage("m").setLimit("l").build();
        Decision decision = decisions.concluded(FACTS, result(status, Optional.of(error)), NOON);
        assertThat(decision.getKind()).isEqualTo(kind);
        assertThat(decision.getReason()).isEqualTo("why");
        assertThat(decision.getLimits()).containsExactly("l");
        assertThat(decision.getAttempt()).isEqualTo(2);
        assertThat(decision.getWorkflow()).contains("w");
        assertThat(decision.getStep()).contains("s");
        assertThat(decision.getReplayOf()).contains("before");
        assertThat(decision.getConfigVersion()).isEqualTo(3);
    }

    @Test
    void aResultWithoutAnErrorWasAnswered() {
        Decision decision =
                decisions.concluded(FACTS, result(ResultStatus.ANSWERED, Optional.empty()), NOON);
        assertThat(decision.getReason()).isEqualTo("answered");
        assertThat(decision.getLimits()).isEmpty();
    }

    @Test
    void aRepeatNamesTheFirstRequestAndHasNoAttempt() {
        Decision decision = decisions.repeated(FACTS, "first", NOON);
        assertThat(decision.getKind()).isEqualTo(DecisionKind.REPEATED);
        assertThat(decision.getReason()).isEqualTo("answered_as first");
        assertThat(decision.getAttempt()).isZero();
    }

    @Test
    void anAdmissionNamesItsReservationAndItsLimits() {
        var attempt = Samples.attempt("id");
        Decision decision =
                decisions.admitted(FACTS, attempt, Optional.empty(), List.of("a", "b"), NOON);
        assertThat(decision.getReservation()).contains(attempt.getReservation());
        assertThat(decision.getLimits()).containsExactly("a", "b");
        assertThat(decision.getReason()).isEqualTo("within_limits");
    }

    @Test
    void anAdmissionOfAnotherModelSaysInWhosePlaceAndWhy() {
        var attempt = Attempt.newBuilder(Samples.attempt("id")).setModel("claude").build();
        Decision decision =
                decisions.admitted(FACTS, attempt, Optional.of("model_gone"), List.of(), NOON);
        assertThat(decision.getModel()).isEqualTo("claude");
        assertThat(decision.getReason()).isEqualTo("in_place_of " + FACTS.model() + ": model_gone");
    }

    @Test
    void aCancelThatChangesNothingIsDecidedForWhoAsked() {
        Cancel cancel = new Cancel("id", Samples.TENANT, Optional.of("r"));
        Decision decision = decisions.cancelNoted(cancel, "has_its_result", NOON);
        assertThat(decision.getKind()).isEqualTo(DecisionKind.CANCEL_NOTED);
        assertThat(decision.getTenant()).isEqualTo(Samples.TENANT);
        assertThat(decision.getReason()).isEqualTo("has_its_result");
        assertThat(decision.getAttempt()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"REFUSED, REFUSED", "EXPIRED, EXPIRED"})
    void whoIsTurnedAwayIsRefusedOrCameTooLate(ResultStatus status, DecisionKind kind) {
        TurnedAway away =
                new TurnedAway(
                        "id",
                        Samples.TENANT,
                        "m",
                        NOON,
                        FACTS.echo(),
                        status,
                        400,
                        Results.error("why", "because"));
        Decision decision = decisions.turnedAway(away, NOON);
        assertThat(decision.getKind()).isEqualTo(kind);
        assertThat(decision.getReason()).isEqualTo("why");
        assertThat(decision.getWorkflow()).contains("w");
        assertThat(decision.getReplayOf()).contains("before");
    }
}
