package dev.sluice.dispatcher.streams.admission;

import static dev.sluice.dispatcher.streams.admission.Stages.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.dispatcher.RouteConfig;
import dev.sluice.schemas.record.Attempt;
import dev.sluice.schemas.record.ErrorClass;
import dev.sluice.schemas.record.Fallback;
import dev.sluice.schemas.record.InferenceRequest;
import dev.sluice.schemas.record.InferenceResult;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A workflow keeps to the model that answered its first request. */
class PinTopologyTest {

    @RegisterExtension final Stages stages = new Stages();

    private static InferenceRequest.Builder step(String workflow) {
        return request().setFallback(Fallback.ALLOWED).setWorkflow(workflow).setPinModel(true);
    }

    /** The first request of a workflow, which {@code claude} answers in another's place. */
    private Stage pinnedElsewhere() {
        Stage stage = stages.with(RouteConfig.free(), 1);
        stage.publish(step("run"));
        stage.end(Ends.refused(stage.onlyAttempt(), ErrorClass.CONTEXT_WINDOW, 400, stage.now()));
        Attempt other = stage.onlyAttempt();
        assertThat(other.getModel()).isEqualTo("claude");
        stage.end(Ends.answered(other, 10, 5, stage.now()));
        assertThat(stage.onlyResult().getDegradation().orElseThrow().getReason())
                .isEqualTo("context_window");
        return stage;
    }

    @Test
    void laterRequestsGoStraightToTheModelThatAnsweredTheFirst() {
        Stage stage = pinnedElsewhere();
        stage.publish(step("run"));
        Attempt attempt = stage.onlyAttempt();
        assertThat(attempt.getModel()).isEqualTo("claude");
        assertThat(attempt.getAskedModel()).contains("gpt-4o-mini");
        stage.end(Ends.answered(attempt, 10, 5, stage.now()));
        InferenceResult result = stage.onlyResult();
        assertThat(result.getDegraded()).isTrue();
        assertThat(result.getDegradation().orElseThrow().getReason()).isEqualTo("workflow_pinned");
        assertThat(result.getAttempts()).isEqualTo(1);
    }

    @Test
    void otherWorkflowsAndRequestsThatDoNotAskForItAreNotPinned() {
        Stage stage = pinnedElsewhere();
        stage.publish(step("another run"));
        assertThat(stage.onlyAttempt().getModel()).isEqualTo("gpt-4o-mini");
        stage.publish(step("run").setPinModel(false));
        assertThat(stage.onlyAttempt().getModel()).isEqualTo("gpt-4o-mini");
    }

    @Test
    void aRequestThatAllowsNoOtherModelGetsTheOneItAskedFor() {
        Stage stage = pinnedElsewhere();
        stage.publish(step("run").setFallback(Fallback.NONE));
        assertThat(stage.onlyAttempt().getModel()).isEqualTo("gpt-4o-mini");
        stage.publish(step("run").setVirtualKey("narrow"));
        assertThat(stage.onlyAttempt().getModel()).isEqualTo("gpt-4o-mini");
    }

    @Test
    void wherePinnedModelCannotAnswerTheAskedOneIsNext() {
        Stage stage = pinnedElsewhere();
        stage.publish(step("run"));
        Attempt pinned = stage.onlyAttempt();
        stage.end(
                Ends.by(
                        "other/key-c",
                        Ends.refused(pinned, ErrorClass.MODEL_GONE, 404, stage.now())));
        Attempt asked = stage.onlyAttempt();
        assertThat(asked.getModel()).isEqualTo("gpt-4o-mini");
        assertThat(asked.getAskedModel()).isEmpty();
        stage.end(Ends.answered(asked, 10, 5, stage.now()));
        assertThat(stage.onlyResult().getDegraded()).isFalse();
    }

    @Test
    void theFirstAnswerDecidesAlsoWhereItIsTheAskedModels() {
        Stage stage = stages.with(RouteConfig.free(), 1);
        stage.publish(step("run"));
        stage.publish(step("run"));
        var both = stage.attempts();
        stage.end(Ends.answered(both.getFirst(), 10, 5, stage.now()));
        stage.end(Ends.refused(both.getLast(), ErrorClass.CONTEXT_WINDOW, 400, stage.now()));
        stage.end(Ends.answered(stage.onlyAttempt(), 10, 5, stage.now()));
        stage.publish(step("run"));
        assertThat(stage.onlyAttempt().getModel()).isEqualTo("gpt-4o-mini");
    }

    @Test
    void aPinIsForgottenAfterAWeek() {
        Stage stage = pinnedElsewhere();
        assertThat(stage.remains()).isEqualTo("tw");
        stage.pass(Duration.ofDays(7));
        assertThat(stage.remains()).isEmpty();
        stage.publish(step("run"));
        assertThat(stage.onlyAttempt().getModel()).isEqualTo("gpt-4o-mini");
    }

    @Test
    void aPinWithoutAWorkflowIsAFlaw() {
        Stage stage = stages.with(RouteConfig.free(), 1);
        stage.publish(request().setPinModel(true));
        InferenceResult result = stage.onlyResult();
        assertThat(result.getStatusCode()).isEqualTo(400);
        assertThat(result.getError().orElseThrow().getMessage()).contains("sluice-workflow");
    }
}
