package dev.sluice.dispatcher.streams.admission;

import static dev.sluice.dispatcher.streams.admission.Stages.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.Limit;
import dev.sluice.dispatcher.RouteConfig;
import dev.sluice.schemas.record.Attempt;
import dev.sluice.schemas.record.Billing;
import dev.sluice.schemas.record.DeadLetter;
import dev.sluice.schemas.record.Decision;
import dev.sluice.schemas.record.ErrorClass;
import dev.sluice.schemas.record.InferenceResult;
import dev.sluice.schemas.record.NotCalledReason;
import dev.sluice.schemas.record.ReroutedKind;
import dev.sluice.schemas.record.ResultStatus;
import dev.sluice.testing.Samples;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A request is ended by its id, wherever it stands. */
class CancelTopologyTest {

    private static final String FIRST = Samples.requestId(0);

    @RegisterExtension final Stages stages = new Stages();

    private static InferenceResult cancelled(Stage stage) {
        InferenceResult result = stage.onlyResult();
        assertThat(result.getStatus()).isEqualTo(ResultStatus.CANCELLED);
        assertThat(result.getError().orElseThrow().getMessage())
                .isEqualTo("cancelled by demo: enough");
        return result;
    }

    /** Reasons of the decisions since the last look. */
    private static List<String> decided(Stage stage) {
        return stage.decisions.readValuesToList().stream()
                .map(each -> each.getKind() + " " + each.getReason())
                .toList();
    }

    @Test
    void inFlightItIsAnsweredAtOnceAndChargedWhenItsEndComes() {
        Stage stage = stages.with(new Limit.Concurrent(1));
        stage.publish(request());
        Attempt attempt = stage.onlyAttempt();
        stage.publish(request());
        stage.cancel(FIRST, "demo");
        assertThat(stage.withdrawn()).containsExactly("1 CANCELLED");
        assertThat(cancelled(stage).getCostPicos()).isZero();
        assertThat(stage.attempts()).as("its hold lasts as long as the call").isEmpty();

        stage.end(Ends.answered(attempt, 10, 5, stage.now()));
        assertThat(stage.results.isEmpty()).as("one result").isTrue();
        assertThat(decided(stage))
                .contains("CANCELLED cancelled", "SETTLED ended_after_the_result");
        assertThat(stage.onlyAttempt().getRequestId()).isEqualTo(Samples.requestId(1));
    }

    @Test
    void inTheWaitingLineItIsWithdrawn() {
        Stage stage = stages.with(new Limit.Concurrent(1));
        stage.publish(request());
        Attempt attempt = stage.onlyAttempt();
        stage.cancel(FIRST, "demo");
        cancelled(stage);
        stage.end(Ends.notCalled(attempt, NotCalledReason.WITHDRAWN, stage.now()));
        assertThat(stage.results.isEmpty()).isTrue();
        assertThat(stage.remains()).isEmpty();
    }

    @Test
    void parkedItLeavesTheQueueAndTheNextIsTried() {
        Stage stage = stages.with(new Limit.Concurrent(1));
        stage.publish(request());
        Attempt open = stage.onlyAttempt();
        stage.publish(request());
        stage.publish(request());
        stage.cancel(Samples.requestId(1), "demo");
        cancelled(stage);
        stage.end(Ends.answered(open, 10, 5, stage.now()));
        assertThat(stage.onlyAttempt().getRequestId()).isEqualTo(Samples.requestId(2));
    }

    @Test
    void betweenTwoAttemptsNoOtherFollows() {
        Stage stage = stages.with(new Limit.Concurrent(1));
        stage.publish(request());
        stage.end(Ends.refused(stage.onlyAttempt(), ErrorClass.SERVER_ERROR, 500, stage.now()));
        stage.cancel(FIRST, "demo");
        cancelled(stage);
        stage.pass(Duration.ofSeconds(10));
        assertThat(stage.attempts()).isEmpty();
        assertThat(stage.remains()).isEmpty();
        stage.publish(request());
        assertThat(stage.attempts()).as("nothing is held any more").hasSize(1);
    }

    @Test
    void admittedAnewLaterItIsForgotten() {
        Stage stage = stages.with();
        stage.publish(request());
        Attempt attempt = stage.onlyAttempt();
        stage.end(Ends.failed(attempt, ErrorClass.TIMEOUT, Billing.BOUND, stage.now()));
        stage.cancel(FIRST, "demo");
        assertThat(cancelled(stage).getCostPicos())
                .as("what was perhaps billed before is paid")
                .isEqualTo(attempt.getReservation().getPicos());
        stage.pass(Duration.ofSeconds(10));
        assertThat(stage.remains()).isEmpty();
    }

    @Test
    void afterTheDeadlineItIsStillOneResult() {
        Stage stage = stages.with();
        stage.publish(request());
        Attempt attempt = stage.onlyAttempt();
        stage.pass(Duration.ofMinutes(10));
        stage.cancel(FIRST, "demo");
        cancelled(stage);
        stage.pass(Duration.ofSeconds(3));
        stage.end(Ends.answered(attempt, 10, 5, stage.now()));
        assertThat(stage.results.isEmpty()).isTrue();
        assertThat(stage.remains()).isEmpty();
    }

    @Test
    void aSecondTimeOrTooLateItChangesNothingAndIsDecided() {
        Stage stage = stages.with();
        stage.publish(request());
        Attempt attempt = stage.onlyAttempt();
        stage.cancel(FIRST, "demo");
        cancelled(stage);
        stage.cancel(FIRST, "demo");
        stage.end(Ends.answered(attempt, 10, 5, stage.now()));
        stage.cancel(FIRST, "demo");
        assertThat(stage.results.isEmpty()).isTrue();
        assertThat(decided(stage))
                .contains("CANCEL_NOTED has_its_result", "CANCEL_NOTED nothing_to_cancel");
    }

    @Test
    void onlyTheSameCustomerMay() {
        Stage stage = stages.with(RouteConfig.free(), 1);
        stage.publish(request());
        Attempt attempt = stage.onlyAttempt();
        stage.cancel(FIRST, "foreign");
        assertThat(stage.results.isEmpty()).isTrue();
        Decision noted =
                stage.decisions.readValuesToList().stream()
                        .filter(each -> each.getReason().equals("of_another_customer"))
                        .findFirst()
                        .orElseThrow();
        assertThat(noted.getTenant().getCustomer()).isEqualTo("globex");
        stage.cancel(FIRST, "narrow");
        assertThat(stage.onlyResult().getError().orElseThrow().getMessage())
                .as("another key of the customer may")
                .isEqualTo("cancelled by narrow: enough");
        stage.end(Ends.answered(attempt, 10, 5, stage.now()));
    }

    @Test
    void oneThatComesBeforeItsRequestIsKeptForAnHour() {
        Stage stage = stages.with();
        stage.cancel(FIRST, "demo");
        stage.cancel(FIRST, "demo");
        stage.cancel(Samples.requestId(1), "demo");
        assertThat(decided(stage))
                .containsExactly(
                        "CANCEL_NOTED kept_for_its_request",
                        "CANCEL_NOTED kept_already",
                        "CANCEL_NOTED kept_for_its_request");
        stage.publish(request().setIdempotencyKey("k"));
        cancelled(stage);
        assertThat(stage.attempts()).isEmpty();
        stage.pass(Duration.ofHours(1));
        assertThat(stage.remains()).isEmpty();
        stage.publish(request().setIdempotencyKey("k"));
        assertThat(stage.attempts()).as("that of an hour ago is forgotten").hasSize(1);
    }

    @Test
    void anotherCustomersEarlyCancelIsNotThisOnes() {
        Stage stage = stages.with(RouteConfig.free(), 1);
        stage.cancel(FIRST, "foreign");
        stage.publish(request());
        assertThat(stage.attempts()).hasSize(1);
    }

    @Test
    void asJsonWithTheKeyInAHeader() {
        Stage stage = stages.with();
        stage.publish(request());
        stage.attempts();
        stage.rawCancels.pipeInput(
                new TestRecord<>(
                        null,
                        ("{\"request_id\":\"" + FIRST + "\",\"reason\":\"enough\"}")
                                .getBytes(StandardCharsets.UTF_8),
                        new RecordHeaders()
                                .add("sluice-key", "demo".getBytes(StandardCharsets.UTF_8))));
        cancelled(stage);
    }

    @Test
    void onAnothersPartitionItGoesToItsOwnerAsARequestDoes() {
        Stage stage = stages.with(Samples.active(Samples.config()), 5);
        stage.publish(request());
        stage.cancel(FIRST, "demo");
        assertThat(stage.rerouted.readValuesToList())
                .extracting(each -> each.getKind() + " " + each.getRequestId())
                .containsExactly(
                        ReroutedKind.REQUEST + " " + FIRST, ReroutedKind.CANCEL + " " + FIRST);
        // The driver has one partition: what was passed on came back in, and is decided there.
        cancelled(stage);
    }

    @Test
    void whatIsNoCancelGoesToTheDeadLetters() {
        Stage stage = stages.with();
        stage.cancel("not an id", "demo");
        stage.cancel(FIRST, "nobody");
        stage.rawCancels.pipeInput("k", "{".getBytes(StandardCharsets.UTF_8));
        stage.rawCancels.pipeInput("k", new byte[] {0, 1});
        assertThat(stage.deadLetters.readValuesToList())
                .extracting(DeadLetter::getReason)
                .containsExactly(
                        "no_request_id", "unknown_virtual_key", "undecodable", "undecodable");
    }

    /** A call may be running: with the same key there is no second one. */
    @Test
    void aRequestThatMustNotBeRepeatedKeepsItsKeyWhereACallMayRun() {
        Stage stage = stages.with();
        stage.publish(request().setRepeatable(false).setIdempotencyKey("k"));
        Attempt attempt = stage.onlyAttempt();
        stage.cancel(FIRST, "demo");
        cancelled(stage);
        stage.publish(request().setRepeatable(false).setIdempotencyKey("k"));
        InferenceResult again = stage.onlyResult();
        assertThat(again.getStatus()).isEqualTo(ResultStatus.CANCELLED);
        assertThat(again.getReplayed()).isTrue();
        assertThat(stage.attempts()).isEmpty();
        stage.end(Ends.answered(attempt, 10, 5, stage.now()));

        stage.publish(request().setIdempotencyKey("k2"));
        stage.attempts();
        stage.cancel(Samples.requestId(2), "demo");
        cancelled(stage);
        stage.publish(request().setIdempotencyKey("k2"));
        assertThat(stage.attempts()).as("one that may be repeated frees it").hasSize(1);
    }
}
