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
import dev.sluice.schemas.record.ResultStatus;
import dev.sluice.schemas.record.Withdrawal;
import dev.sluice.schemas.record.WithdrawalReason;
import dev.sluice.testing.Samples;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ends that come late, twice, or for an attempt that was given up. */
class LateEndsTopologyTest {

    private static final Window DAY = new Window(1, Window.Unit.DAYS);
    private static final Limit ONE_AT_A_TIME = new Limit.Concurrent(1);

    @RegisterExtension final Stages stages = new Stages();

    /** A request that has expired while its attempt is still open. */
    private static Attempt expired(Stage stage) {
        stage.publish(request().setDeadline(stage.now().plusSeconds(5)));
        Attempt attempt = stage.onlyAttempt();
        stage.pass(Duration.ofSeconds(5));
        stage.pass(Duration.ofSeconds(2));
        assertThat(stage.onlyResult().getStatus()).isEqualTo(ResultStatus.EXPIRED);
        assertThat(stage.admitted.isEmpty()).as("the withdrawal").isFalse();
        stage.admitted.readValuesToList();
        stage.decisions.readValuesToList();
        return attempt;
    }

    private static void isFree(Stage stage) {
        stage.publish(request());
        assertThat(stage.attempts()).hasSize(1);
    }

    @ParameterizedTest(name = "{0}, billing {1}")
    @CsvSource({
        "RATE_LIMIT, NONE",
        "SERVER_ERROR, NONE",
        "TIMEOUT, BOUND",
        "RESPONSE_TOO_LARGE, BOUND",
    })
    void aFailureAfterExpiryOnlyEndsTheHold(ErrorClass errorClass, Billing billing) {
        Stage stage = stages.with(ONE_AT_A_TIME);
        Attempt attempt = expired(stage);
        stage.end(Ends.failed(attempt, errorClass, billing, stage.now()));
        assertThat(stage.decided()).containsExactly("SETTLED:1");
        assertThat(stage.results.isEmpty()).isTrue();
        assertThat(stage.attempts()).isEmpty();
        assertThat(stage.remains()).isEmpty();
        isFree(stage);
    }

    @Test
    void aWithdrawalThatPlacementConfirmsAfterExpiryEndsTheHold() {
        Stage stage = stages.with(ONE_AT_A_TIME);
        Attempt attempt = expired(stage);
        stage.end(Ends.notCalled(attempt, NotCalledReason.WITHDRAWN, stage.now()));
        assertThat(stage.remains()).isEmpty();
        isFree(stage);
    }

    @Test
    void anUnknownEndAfterExpiryIsRememberedAndTheRealOneOnlyCorrectsTheCharge() {
        long one = Samples.price().cost(20, 100);
        Stage stage = stages.with(new Limit.Usd(one + one / 2, DAY));
        Attempt attempt = expired(stage);
        stage.end(Ends.unknown(attempt, stage.now()));
        assertThat(stage.remains()).isEqualTo("rt");
        stage.end(Ends.answered(attempt, 1, 1, stage.now()));
        assertThat(stage.decided()).containsExactly("SETTLED:1", "SETTLED:1");
        assertThat(stage.results.isEmpty()).isTrue();
        assertThat(stage.remains()).isEmpty();
        isFree(stage);
    }

    @Test
    void anEndThatIsRepeatedAfterTheRequestIsOverIsPassedOver() {
        Stage stage = stages.with(ONE_AT_A_TIME);
        stage.publish(request());
        Attempt attempt = stage.onlyAttempt();
        stage.end(Ends.answered(attempt, 10, 5, stage.now()));
        stage.onlyResult();
        stage.decided();
        stage.end(Ends.answered(attempt, 10, 5, stage.now()));
        stage.end(Ends.unknown(attempt, stage.now()));
        assertThat(stage.results.isEmpty()).isTrue();
        assertThat(stage.decided()).isEmpty();
        assertThat(stage.remains()).isEmpty();
    }

    @Test
    void anUnknownEndThatIsRepeatedIsChargedOnce() {
        Stage stage = stages.with();
        stage.publish(request());
        Attempt first = stage.onlyAttempt();
        stage.end(Ends.unknown(first, stage.now()));
        Attempt second = stage.onlyAttempt();
        stage.end(Ends.unknown(first, stage.now()));
        assertThat(stage.attempts()).isEmpty();
        stage.end(Ends.answered(second, 10, 5, stage.now()));
        assertThat(stage.onlyResult().getCostPicos())
                .isEqualTo(first.getReservation().getPicos() + Samples.price().cost(10, 5));
    }

    @Test
    void aCorrectionThatIsRepeatedCountsOnce() {
        Stage stage = stages.with(ONE_AT_A_TIME);
        stage.publish(request());
        Attempt first = stage.onlyAttempt();
        stage.end(Ends.unknown(first, stage.now()));
        Attempt second = stage.onlyAttempt();
        stage.end(Ends.failed(first, ErrorClass.TIMEOUT, Billing.BOUND, stage.now()));
        stage.end(Ends.answered(first, 10, 5, stage.now()));
        assertThat(stage.results.isEmpty()).as("its real end was a timeout").isTrue();
        stage.end(Ends.answered(second, 10, 5, stage.now()));
        assertThat(stage.onlyResult().getCostPicos())
                .isEqualTo(first.getReservation().getPicos() + Samples.price().cost(10, 5));
        assertThat(stage.remains()).isEmpty();
    }

    @Test
    void twoUnknownEndsAreCorrectedEachForItself() {
        Stage stage = stages.with(ONE_AT_A_TIME);
        stage.publish(request());
        Attempt first = stage.onlyAttempt();
        stage.end(Ends.unknown(first, stage.now()));
        Attempt second = stage.onlyAttempt();
        stage.end(Ends.unknown(second, stage.now()));
        Attempt third = stage.onlyAttempt();
        stage.end(Ends.answered(second, 10, 5, stage.now()));
        InferenceResult result = stage.onlyResult();
        assertThat(result.getCostPicos())
                .isEqualTo(first.getReservation().getPicos() + Samples.price().cost(10, 5));
        stage.end(Ends.notCalled(third, NotCalledReason.WITHDRAWN, stage.now()));
        assertThat(stage.remains()).isEqualTo("rt");
        stage.end(Ends.notCalled(first, NotCalledReason.SHUTDOWN, stage.now()));
        assertThat(stage.remains()).isEmpty();
        isFree(stage);
    }

    @Test
    void anAnswerInPlaceOfAnUnknownEndStopsWhatWasOpenedInItsPlace() {
        Stage stage = stages.with(ONE_AT_A_TIME);
        stage.publish(request());
        Attempt first = stage.onlyAttempt();
        stage.end(Ends.unknown(first, stage.now()));
        Attempt second = stage.onlyAttempt();
        stage.end(Ends.answered(first, 10, 5, stage.now()));
        Withdrawal withdrawal = (Withdrawal) stage.admitted.readValue().getEvent();
        assertThat(withdrawal.getAttempt()).isEqualTo(2);
        assertThat(withdrawal.getReason()).isEqualTo(WithdrawalReason.CANCELLED);
        stage.publish(request());
        assertThat(stage.attempts()).as("the second one still holds its room").isEmpty();
        stage.end(Ends.answered(second, 10, 5, stage.now()));
        assertThat(stage.results.readValuesToList()).as("one result").hasSize(1);
        assertThat(stage.attempts()).hasSize(1);
    }

    @Test
    void anAnswerInPlaceOfAnUnknownEndJustAfterTheDeadlineIsTheResult() {
        Stage stage = stages.with(ONE_AT_A_TIME);
        stage.publish(request().setDeadline(Samples.NOON.plusSeconds(5)));
        Attempt first = stage.onlyAttempt();
        stage.end(Ends.unknown(first, stage.now()));
        Attempt second = stage.onlyAttempt();
        stage.pass(Duration.ofSeconds(6));
        stage.end(Ends.answered(first, 10, 5, stage.now()));
        assertThat(stage.onlyResult().getStatus()).isEqualTo(ResultStatus.ANSWERED);
        stage.pass(Duration.ofSeconds(6));
        assertThat(stage.results.isEmpty()).isTrue();
        assertThat(stage.remains()).isEqualTo("r");
        stage.end(Ends.notCalled(second, NotCalledReason.EXPIRED, stage.now()));
        assertThat(stage.remains()).isEmpty();
    }

    @Test
    void aRepetitionThatNoLongerFitsItsBudgetEndsTheRequestAsFailed() {
        long one = Samples.price().cost(20, 100);
        Stage stage = stages.with(new Limit.Usd(one + one / 2, DAY));
        stage.publish(request());
        Attempt first = stage.onlyAttempt();
        stage.end(Ends.failed(first, ErrorClass.TIMEOUT, Billing.BOUND, stage.now()));
        stage.pass(Duration.ofSeconds(1));
        InferenceResult result = stage.onlyResult();
        assertThat(result.getStatus()).isEqualTo(ResultStatus.FAILED);
        assertThat(result.getStatusCode()).isEqualTo(429);
        assertThat(result.getError().orElseThrow().getType()).isEqualTo("budget_exceeded");
        assertThat(result.getAttempts()).isEqualTo(1);
        assertThat(result.getCostPicos()).isEqualTo(first.getReservation().getPicos());
        assertThat(stage.remains()).isEmpty();
    }
}
