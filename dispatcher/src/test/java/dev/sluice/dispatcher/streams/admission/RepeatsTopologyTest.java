package dev.sluice.dispatcher.streams.admission;

import static dev.sluice.dispatcher.streams.admission.Stages.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.Limit;
import dev.sluice.dispatcher.admission.request.AnswerKey;
import dev.sluice.dispatcher.admission.request.AnswerKey.Bond;
import dev.sluice.schemas.record.Attempt;
import dev.sluice.schemas.record.Billing;
import dev.sluice.schemas.record.Body;
import dev.sluice.schemas.record.ErrorClass;
import dev.sluice.schemas.record.InferenceRequest;
import dev.sluice.schemas.record.InferenceResult;
import dev.sluice.schemas.record.OnLimit;
import dev.sluice.schemas.record.ResultStatus;
import dev.sluice.testing.Samples;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RepeatsTopologyTest {

    @RegisterExtension final Stages stages = new Stages();

    @Test
    void aRequestThatMustNotBeRepeatedEndsAsUnknownAndItsKeyKeepsThat() {
        Stage stage = stages.with();
        stage.publish(request().setRepeatable(false).setIdempotencyKey("k"));
        stage.end(Ends.failed(stage.onlyAttempt(), ErrorClass.TIMEOUT, Billing.BOUND, stage.now()));
        assertThat(stage.onlyResult().getStatus()).isEqualTo(ResultStatus.OUTCOME_UNKNOWN);
        stage.publish(request().setRepeatable(false).setIdempotencyKey("k"));
        InferenceResult repeat = stage.onlyResult();
        assertThat(repeat.getStatus()).isEqualTo(ResultStatus.OUTCOME_UNKNOWN);
        assertThat(repeat.getReplayed()).isTrue();
    }

    @Test
    void theSameKeyGetsTheRecordedAnswerAndNoSecondCall() {
        Stage stage = stages.with();
        stage.publish(request().setIdempotencyKey("k"));
        Attempt attempt = stage.onlyAttempt();
        stage.end(Ends.answered(attempt, 10, 5, stage.now()));
        InferenceResult answer = stage.onlyResult();

        stage.publish(request().setIdempotencyKey("k").setCustomId("again"));
        InferenceResult repeat = stage.onlyResult();
        assertThat(repeat.getReplayed()).isTrue();
        assertThat(repeat.getBody()).isEqualTo(answer.getBody());
        assertThat(repeat.getCustomId()).contains("again");
        assertThat(repeat.getCostPicos()).isZero();
        assertThat(stage.attempts()).isEmpty();

        stage.publish(
                request().setIdempotencyKey("k").setBody(new Body(Samples.chatBody("other"))));
        assertThat(stage.onlyResult().getStatusCode()).isEqualTo(409);

        stage.pass(Duration.ofDays(7));
        assertThat(stage.remains()).isEmpty();
        stage.publish(request().setIdempotencyKey("k"));
        assertThat(stage.attempts()).hasSize(1);
    }

    @Test
    void aFailureFreesTheKeySoThatTheStepCanBeReplayed() {
        Stage stage = stages.with();
        InferenceRequest step = request().setWorkflow("run").setStep("1").build();
        stage.publish(step);
        stage.end(Ends.refused(stage.onlyAttempt(), ErrorClass.CONTENT_POLICY, 400, stage.now()));
        stage.publish(step);
        assertThat(stage.attempts()).hasSize(1);
    }

    @Test
    void whatARequestReplaysStandsInItsDecisionsAndInItsResultAndChangesNothingElse() {
        Stage stage = stages.with(new Limit.Concurrent(1));
        stage.publish(request());
        stage.publish(request().setReplayOf(Samples.requestId(0)).setIdempotencyKey("k"));
        stage.end(Ends.answered(stage.onlyAttempt(), 10, 5, stage.now()));
        assertThat(stage.onlyResult().getReplayOf()).isEmpty();
        stage.end(Ends.answered(stage.onlyAttempt(), 10, 5, stage.now()));
        assertThat(stage.onlyResult().getReplayOf()).contains(Samples.requestId(0));
        assertThat(
                        stage.decisions.readValuesToList().stream()
                                .filter(decision -> decision.getReplayOf().isPresent())
                                .map(decision -> decision.getKind().name()))
                .containsExactly("PARKED", "ADMITTED", "ANSWERED");

        stage.publish(request().setReplayOf(Samples.requestId(1)).setIdempotencyKey("k"));
        InferenceResult repeat = stage.onlyResult();
        assertThat(repeat.getReplayOf())
                .as("its own, not the first one's")
                .contains(Samples.requestId(1));
        assertThat(repeat.getReplayed()).isTrue();
    }

    @Test
    void oneKeyInTwoTeamsIsTwoKeys() {
        AnswerKey one = new AnswerKey(Bond.IDEMPOTENCY, "acme", "a", "b/c");
        AnswerKey other = new AnswerKey(Bond.IDEMPOTENCY, "acme", "a/b", "c");
        assertThat(StoreKeys.claim(one)).isNotEqualTo(StoreKeys.claim(other));
    }

    @Test
    void aRequestThatIsRefusedOnArrivalTakesNoKey() {
        Stage stage = stages.with(new Limit.Concurrent(1));
        stage.publish(request());
        stage.publish(request().setIdempotencyKey("k").setOnLimit(OnLimit.REJECT));
        stage.end(Ends.answered(stage.onlyAttempt(), 10, 5, stage.now()));
        stage.publish(request().setIdempotencyKey("k"));
        assertThat(stage.attempts()).hasSize(1);
    }
}
