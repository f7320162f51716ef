package dev.sluice.dispatcher.streams.admission;

import static dev.sluice.dispatcher.streams.admission.Stages.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.Limit;
import dev.sluice.config.Window;
import dev.sluice.schemas.record.Attempt;
import dev.sluice.schemas.record.Billing;
import dev.sluice.schemas.record.ErrorClass;
import dev.sluice.schemas.record.InferenceResult;
import dev.sluice.schemas.record.NotCalledReason;
import dev.sluice.schemas.record.ResultError;
import dev.sluice.schemas.record.ResultStatus;
import dev.sluice.schemas.record.Withdrawal;
import dev.sluice.testing.Samples;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AttemptsTopologyTest {

    private static final Window DAY = new Window(1, Window.Unit.DAYS);

    @RegisterExtension final Stages stages = new Stages();

    @Test
    void aKeyThatRefusesIsLeftOutAndTheReservationGoesOn() {
        Stage stage = stages.with(new Limit.Concurrent(1));
        stage.publish(request());
        Attempt first = stage.onlyAttempt();
        stage.end(Ends.refused(first, ErrorClass.RATE_LIMIT, 429, stage.now()));
        Attempt second = stage.onlyAttempt();
        assertThat(second.getAttempt()).isEqualTo(2);
        assertThat(second.getExcludedLanes()).containsExactly("sim/key-a");
        assertThat(second.getReservation()).isEqualTo(first.getReservation());
        stage.end(Ends.answered(second, 10, 5, stage.now()));
        assertThat(stage.onlyResult().getAttempts()).isEqualTo(2);
        assertThat(stage.decided()).containsExactly("ADMITTED:1", "ADMITTED:2", "ANSWERED:2");
        assertThat(stage.remains()).isEmpty();
    }

    @Test
    void anAttemptThatWasNeverSentMayUseTheSameLaneAgain() {
        Stage stage = stages.with();
        stage.publish(request());
        stage.end(Ends.notCalled(stage.onlyAttempt(), NotCalledReason.COOLING, stage.now()));
        assertThat(stage.onlyAttempt().getExcludedLanes()).isEmpty();
    }

    @Test
    void aServersFaultIsTriedAgainAfterADelayAndNotForEver() {
        Stage stage = stages.with(new Limit.Concurrent(1));
        stage.publish(request());
        for (int attempt = 1; attempt <= 3; attempt++) {
            stage.end(Ends.refused(stage.onlyAttempt(), ErrorClass.SERVER_ERROR, 500, stage.now()));
            assertThat(stage.results.isEmpty()).isTrue();
            stage.pass(Duration.ofSeconds(3));
        }
        stage.end(Ends.refused(stage.onlyAttempt(), ErrorClass.SERVER_ERROR, 500, stage.now()));
        InferenceResult result = stage.onlyResult();
        assertThat(result.getStatus()).isEqualTo(ResultStatus.FAILED);
        assertThat(result.getStatusCode()).isEqualTo(502);
        assertThat(result.getAttempts()).isEqualTo(4);
        assertThat(result.getCostPicos()).isZero();
        assertThat(stage.remains()).isEmpty();
    }

    @Test
    void theCallersFaultIsTheCallersResult() {
        Stage stage = stages.with();
        stage.publish(request());
        stage.end(Ends.refused(stage.onlyAttempt(), ErrorClass.CONTEXT_WINDOW, 400, stage.now()));
        InferenceResult result = stage.onlyResult();
        assertThat(result.getStatus()).isEqualTo(ResultStatus.FAILED);
        assertThat(result.getStatusCode()).isEqualTo(400);
        assertThat(result.getError().map(ResultError::getType)).contains("context_length_exceeded");
    }

    @Test
    void aCallOfUnknownEndIsChargedAtItsBoundAndCalledAgain() {
        Stage stage = stages.with(new Limit.Concurrent(1));
        stage.publish(request());
        Attempt first = stage.onlyAttempt();
        stage.end(Ends.unknown(first, stage.now()));
        Attempt second = stage.onlyAttempt();
        stage.end(Ends.answered(second, 10, 5, stage.now()));
        assertThat(stage.onlyResult().getCostPicos())
                .isEqualTo(first.getReservation().getPicos() + Samples.price().cost(10, 5));
    }

    @Test
    void aRealEndAfterAnUnknownOneIsTheAnswerIfThereIsNoneYet() {
        Stage stage = stages.with(new Limit.Concurrent(5));
        stage.publish(request());
        Attempt first = stage.onlyAttempt();
        stage.end(Ends.unknown(first, stage.now()));
        Attempt second = stage.onlyAttempt();
        stage.end(Ends.answered(first, 10, 5, stage.now()));
        InferenceResult result = stage.onlyResult();
        assertThat(result.getStatus()).isEqualTo(ResultStatus.ANSWERED);
        assertThat(result.getCostPicos()).isEqualTo(Samples.price().cost(10, 5));
        assertThat(stage.admitted.readValue().getEvent()).isInstanceOf(Withdrawal.class);
        stage.end(Ends.notCalled(second, NotCalledReason.WITHDRAWN, stage.now()));
        assertThat(stage.results.isEmpty()).isTrue();
        assertThat(stage.remains()).isEmpty();
    }

    @Test
    void aRealEndAfterTheResultOnlyCorrectsTheCharge() {
        Stage stage = stages.with(new Limit.Usd(1_000_000_000_000L, DAY));
        stage.publish(request());
        Attempt first = stage.onlyAttempt();
        stage.end(Ends.unknown(first, stage.now()));
        stage.end(Ends.answered(stage.onlyAttempt(), 10, 5, stage.now()));
        assertThat(stage.results.readValuesToList()).hasSize(1);
        assertThat(stage.remains()).isEqualTo("rt");
        stage.end(Ends.answered(first, 10, 5, stage.now()));
        assertThat(stage.results.isEmpty()).isTrue();
        assertThat(stage.decided().getLast()).isEqualTo("SETTLED:1");
        assertThat(stage.remains()).isEmpty();
    }

    @Test
    void aSecondEndOfAnAttemptChangesNothing() {
        Stage stage = stages.with(new Limit.Concurrent(1));
        stage.publish(request());
        Attempt first = stage.onlyAttempt();
        stage.end(Ends.refused(first, ErrorClass.RATE_LIMIT, 429, stage.now()));
        stage.end(Ends.answered(first, 10, 5, stage.now()));
        assertThat(stage.results.isEmpty()).isTrue();
        assertThat(stage.attempts()).hasSize(1);
    }

    @Test
    void anAnswerThatComesLateTakesAParkedRepetitionOutOfItsQueue() {
        Stage stage = stages.with(new Limit.Concurrent(1));
        stage.publish(request());
        Attempt first = stage.onlyAttempt();
        stage.publish(request().setCustomId("waits"));
        stage.end(Ends.unknown(first, stage.now()));
        Attempt other = stage.onlyAttempt();
        assertThat(other.getCustomId()).contains("waits");
        stage.end(Ends.answered(first, 10, 5, stage.now()));
        assertThat(stage.onlyResult().getRequestId()).isEqualTo(first.getRequestId());
        stage.end(Ends.answered(other, 10, 5, stage.now()));
        assertThat(stage.onlyResult().getCustomId()).contains("waits");
        assertThat(stage.attempts()).isEmpty();
        assertThat(stage.remains()).isEmpty();
    }

    @Test
    void anAnswerThatComesLateTakesBackADelayedAttempt() {
        Stage stage = stages.with(new Limit.Concurrent(1));
        stage.publish(request());
        Attempt first = stage.onlyAttempt();
        stage.end(Ends.unknown(first, stage.now()));
        Attempt second = stage.onlyAttempt();
        stage.end(Ends.refused(second, ErrorClass.OVERLOADED, 529, stage.now()));
        stage.end(Ends.answered(first, 10, 5, stage.now()));
        assertThat(stage.onlyResult().getStatus()).isEqualTo(ResultStatus.ANSWERED);
        stage.pass(Duration.ofSeconds(10));
        assertThat(stage.attempts()).isEmpty();
        assertThat(stage.remains()).isEmpty();
        stage.publish(request());
        assertThat(stage.attempts()).hasSize(1);
    }

    @Test
    void anUnknownEndIsRememberedAsLongAsARealOneMayCome() {
        Stage stage = stages.with();
        stage.publish(request().setRepeatable(false));
        stage.end(Ends.unknown(stage.onlyAttempt(), stage.now()));
        assertThat(stage.onlyResult().getStatus()).isEqualTo(ResultStatus.OUTCOME_UNKNOWN);
        assertThat(stage.remains()).isEqualTo("rt");
        stage.pass(Duration.ofDays(3));
        assertThat(stage.remains()).isEmpty();
    }

    @Test
    void aTimeoutThatMayBeBilledIsAdmittedAnewAfterADelay() {
        Stage stage = stages.with(new Limit.Concurrent(1));
        stage.publish(request());
        Attempt first = stage.onlyAttempt();
        stage.end(Ends.failed(first, ErrorClass.TIMEOUT, Billing.BOUND, stage.now()));
        assertThat(stage.attempts()).isEmpty();
        assertThat(stage.remains()).isEqualTo("brt");
        stage.pass(Duration.ofSeconds(1));
        Attempt second = stage.onlyAttempt();
        assertThat(second.getAttempt()).isEqualTo(2);
        assertThat(second.getExcludedLanes()).containsExactly("sim/key-a");
        stage.end(Ends.answered(second, 10, 5, stage.now()));
        assertThat(stage.onlyResult().getCostPicos())
                .isEqualTo(first.getReservation().getPicos() + Samples.price().cost(10, 5));
    }

    @Test
    void anEndOfARequestThatNobodyKnowsIsPassedOver() {
        Stage stage = stages.with();
        stage.end(Ends.answered(Samples.attempt("stranger"), 10, 5, stage.now()));
        assertThat(stage.results.isEmpty()).isTrue();
        assertThat(stage.deadLetters.isEmpty()).isTrue();
    }
}
