package dev.sluice.dispatcher.streams.admission;

import static dev.sluice.dispatcher.streams.admission.Stages.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.dispatcher.RouteConfig;
import dev.sluice.schemas.record.Attempt;
import dev.sluice.schemas.record.Billing;
import dev.sluice.schemas.record.Body;
import dev.sluice.schemas.record.Decision;
import dev.sluice.schemas.record.DecisionKind;
import dev.sluice.schemas.record.Degradation;
import dev.sluice.schemas.record.ErrorClass;
import dev.sluice.schemas.record.Fallback;
import dev.sluice.schemas.record.InferenceRequest;
import dev.sluice.schemas.record.InferenceResult;
import dev.sluice.schemas.record.NotCalledReason;
import dev.sluice.schemas.record.OnUnreachable;
import dev.sluice.schemas.record.ResultStatus;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class FallbackTopologyTest {

    @RegisterExtension final Stages stages = new Stages();

    private static InferenceRequest.Builder allowed() {
        return request().setFallback(Fallback.ALLOWED);
    }

    /** Both lanes of {@code sim} say that they do not have the model. */
    private static Attempt afterModelGone(Stage stage) {
        Attempt first = stage.onlyAttempt();
        stage.end(Ends.refused(first, ErrorClass.MODEL_GONE, 404, stage.now()));
        Attempt second = stage.onlyAttempt();
        assertThat(second.getModel()).as("first the other key").isEqualTo(first.getModel());
        stage.end(
                Ends.by(
                        "sim/key-b",
                        Ends.refused(second, ErrorClass.MODEL_GONE, 404, stage.now())));
        return stage.onlyAttempt();
    }

    @Test
    void aModelThatIsGoneIsAnsweredByTheNextOfItsRouteAndTheResultSaysSo() {
        Stage stage = stages.with(RouteConfig.free(), 1);
        stage.publish(allowed());
        Attempt other = afterModelGone(stage);
        assertThat(other.getModel()).isEqualTo("claude");
        assertThat(other.getProvider()).isEqualTo("other");
        assertThat(other.getPool()).isEqualTo("other");
        assertThat(other.getProviderModel()).isEqualTo("claude-x");
        assertThat(other.getAskedModel()).contains("gpt-4o-mini");
        assertThat(other.getExcludedLanes()).isEmpty();
        assertThat(other.getRetry()).isFalse();
        assertThat(other.getReservation().getPriceId()).startsWith("claude");
        assertThat(text(other)).contains("\"model\":\"claude-x\"").contains("\"max_tokens\":100");

        stage.end(Ends.answered(other, 10, 5, stage.now()));
        InferenceResult result = stage.onlyResult();
        assertThat(result.getDegraded()).isTrue();
        assertThat(result.getDegradation())
                .contains(new Degradation("gpt-4o-mini", "claude", "model_gone"));
        assertThat(result.getAttempts()).isEqualTo(3);
        assertThat(result.getCostPicos()).isEqualTo(10 * 3_000_000L + 5 * 15_000_000L);
        assertThat(stage.decisions.readValuesToList())
                .filteredOn(each -> each.getKind() == DecisionKind.ADMITTED)
                .extracting(Decision::getReason)
                .containsExactly(
                        "within_limits", "within_limits", "in_place_of gpt-4o-mini: model_gone");
        assertThat(stage.remains()).isEmpty();
    }

    private static String text(Attempt attempt) {
        ByteBuffer body = (ByteBuffer) attempt.getBody().getContent();
        return StandardCharsets.UTF_8.decode(body.duplicate()).toString();
    }

    @Test
    void withoutLeaveItFails() {
        Stage stage = stages.with(RouteConfig.free(), 1);
        stage.publish(request());
        Attempt first = stage.onlyAttempt();
        assertThat(first.getRefuseUnreachable()).isFalse();
        stage.end(Ends.refused(first, ErrorClass.MODEL_GONE, 404, stage.now()));
        Attempt second = stage.onlyAttempt();
        stage.end(
                Ends.by(
                        "sim/key-b",
                        Ends.refused(second, ErrorClass.MODEL_GONE, 404, stage.now())));
        InferenceResult result = stage.onlyResult();
        assertThat(result.getStatus()).isEqualTo(ResultStatus.FAILED);
        assertThat(result.getStatusCode()).isEqualTo(404);
        assertThat(result.getError().orElseThrow().getType()).isEqualTo("model_gone");
        assertThat(result.getDegraded()).isFalse();
    }

    @Test
    void aModelThatTheKeyMayNotUseIsPassedOverAndACapIsBroughtDown() {
        Stage stage = stages.with(RouteConfig.free(), 1);
        stage.publish(allowed().setVirtualKey("narrow"));
        Attempt other = afterModelGone(stage);
        assertThat(other.getModel()).isEqualTo("tiny");
        assertThat(other.getMaxOutputTokens()).isEqualTo(50);
        assertThat(text(other)).contains("\"max_tokens\":50");
    }

    @Test
    void aKeyWithNoOtherModelFailsAsEver() {
        Stage stage = stages.with(RouteConfig.free(), 1);
        stage.publish(allowed().setVirtualKey("alone"));
        assertThat(stage.admitted.readValue().getEvent())
                .isInstanceOfSatisfying(
                        Attempt.class,
                        first -> {
                            assertThat(first.getRefuseUnreachable()).isFalse();
                            stage.end(
                                    Ends.refused(
                                            first, ErrorClass.CONTEXT_WINDOW, 400, stage.now()));
                        });
        assertThat(stage.onlyResult().getError().orElseThrow().getType())
                .isEqualTo("context_length_exceeded");
    }

    @Test
    void aProviderThatDoesNotTakeTheUrlIsPassedOver() {
        Stage stage = stages.with(RouteConfig.free(), 1);
        String body = "{\"model\":\"gpt-4o-mini\",\"max_tokens\":9,\"prompt\":\"one, two\"}";
        stage.publish(
                allowed()
                        .setUrl("/v1/completions")
                        .setBody(new Body(ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8)))));
        assertThat(afterModelGone(stage).getModel()).isEqualTo("tiny");
    }

    @Test
    void eachModelHasItsOwnAllowedAttemptsAndTheRouteHasAnEnd() {
        Stage stage = stages.with(RouteConfig.free(), 1);
        stage.publish(allowed());
        StringBuilder way = new StringBuilder();
        while (stage.results.isEmpty()) {
            Attempt attempt = stage.onlyAttempt();
            way.append(attempt.getModel()).append(attempt.getRetry() ? "* " : " ");
            stage.end(Ends.refused(attempt, ErrorClass.SERVER_ERROR, 500, stage.now()));
            stage.pass(Duration.ofSeconds(8));
        }
        assertThat(way)
                .as("a star: counted against the provider's retry budget")
                .hasToString(
                        "gpt-4o-mini gpt-4o-mini* gpt-4o-mini* gpt-4o-mini* "
                                + "claude claude* claude* claude* tiny tiny* tiny* tiny* ");
        InferenceResult result = stage.onlyResult();
        assertThat(result.getStatus()).isEqualTo(ResultStatus.FAILED);
        assertThat(result.getError().orElseThrow().getType()).isEqualTo("provider_error");
        assertThat(result.getAttempts()).isEqualTo(12);
        assertThat(stage.remains()).isEmpty();
    }

    @Test
    void anotherModelIsPaidOutOfTheSameBudgetOrPassedOver() {
        // Enough for gpt-4o-mini and tiny, not for claude.
        Stage stage = stages.with(RouteConfig.with("{usd: 0.001, per: 1d}"), 1);
        stage.publish(allowed());
        assertThat(afterModelGone(stage).getModel()).isEqualTo("tiny");
    }

    @Test
    void anEndThatMayBeBilledIsChargedBeforeTheNextModelIsAdmitted() {
        Stage stage = stages.with(RouteConfig.with("{requests: 1, per: 1d}"), 1);
        stage.publish(allowed());
        for (int n = 0; n < 4; n++) {
            Attempt attempt = stage.onlyAttempt();
            stage.end(Ends.failed(attempt, ErrorClass.TIMEOUT, Billing.BOUND, stage.now()));
            stage.pass(Duration.ofSeconds(8));
        }
        Attempt other = stage.onlyAttempt();
        assertThat(other.getModel()).as("it counts as one request still").isEqualTo("claude");
        stage.end(Ends.answered(other, 10, 5, stage.now()));
        InferenceResult result = stage.onlyResult();
        assertThat(result.getDegradation().orElseThrow().getReason())
                .isEqualTo("attempts_exhausted");
        assertThat(result.getCostPicos()).isGreaterThan(10 * 3_000_000L + 5 * 15_000_000L);
    }

    @Test
    void whereTheLineIsTooLongTheNextModelIsAskedAndTheLastOneWaits() {
        Stage stage = stages.with(RouteConfig.free(), 1);
        stage.publish(allowed());
        Attempt first = stage.onlyAttempt();
        assertThat(first.getRefuseUnreachable()).isTrue();
        stage.end(Ends.notCalled(first, NotCalledReason.UNREACHABLE, stage.now()));
        Attempt second = stage.onlyAttempt();
        assertThat(second.getModel()).isEqualTo("claude");
        stage.end(Ends.notCalled(second, NotCalledReason.UNREACHABLE, stage.now()));
        Attempt third = stage.onlyAttempt();
        assertThat(third.getModel()).isEqualTo("tiny");
        assertThat(third.getRefuseUnreachable()).as("nothing is left after it").isFalse();
    }

    @Test
    void withoutAnotherModelThatItCanPayForItWaitsInLineAfterAll() {
        Stage stage = stages.with(RouteConfig.free(), 1);
        stage.publish(allowed().setVirtualKey("poor"));
        Attempt first = stage.onlyAttempt();
        assertThat(first.getRefuseUnreachable()).isTrue();
        stage.end(Ends.notCalled(first, NotCalledReason.UNREACHABLE, stage.now()));
        Attempt patient = stage.onlyAttempt();
        assertThat(patient.getModel()).isEqualTo("gpt-4o-mini");
        assertThat(patient.getAttempt()).isEqualTo(2);
        assertThat(patient.getRefuseUnreachable()).isFalse();
        stage.end(Ends.answered(patient, 10, 5, stage.now()));
        assertThat(stage.onlyResult().getDegraded()).isFalse();
    }

    @Test
    void whoAsksToBeRefusedEarlyIsTold() {
        Stage stage = stages.with(RouteConfig.free(), 1);
        stage.publish(request().setOnUnreachable(OnUnreachable.REFUSE));
        Attempt attempt = stage.onlyAttempt();
        assertThat(attempt.getRefuseUnreachable()).isTrue();
        stage.end(Ends.notCalled(attempt, NotCalledReason.UNREACHABLE, stage.now()));
        InferenceResult result = stage.onlyResult();
        assertThat(result.getStatus()).isEqualTo(ResultStatus.REFUSED);
        assertThat(result.getStatusCode()).isEqualTo(503);
        assertThat(result.getError().orElseThrow().getType()).isEqualTo("deadline_unreachable");
        assertThat(stage.remains()).isEmpty();
    }

    @Test
    void anEarlyAttemptThatAnswersAfterAllIsNoDegradation() {
        Stage stage = stages.with(RouteConfig.free(), 1);
        stage.publish(allowed());
        Attempt lost = stage.onlyAttempt();
        stage.end(Ends.unknown(lost, stage.now()));
        for (int n = 0; n < 3; n++) {
            Attempt again = stage.onlyAttempt();
            stage.end(Ends.refused(again, ErrorClass.SERVER_ERROR, 500, stage.now()));
            stage.pass(Duration.ofSeconds(8));
        }
        assertThat(stage.onlyAttempt().getModel()).isEqualTo("claude");
        stage.end(Ends.answered(lost, 10, 5, stage.now()));
        InferenceResult result = stage.onlyResult();
        assertThat(result.getStatus()).isEqualTo(ResultStatus.ANSWERED);
        assertThat(result.getDegraded()).isFalse();
    }

    @Test
    void aWorkflowThatKeepsToOneKeySaysWhich() {
        Stage stage = stages.with(RouteConfig.free(), 1);
        stage.publish(allowed().setWorkflow("run-1"));
        assertThat(afterModelGone(stage).getAffinity()).contains("acme/run-1");
    }
}
