package dev.sluice.dispatcher.streams.admission;

import static dev.sluice.dispatcher.streams.admission.Stages.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.dispatcher.RouteConfig;
import dev.sluice.schemas.record.Attempt;
import dev.sluice.schemas.record.Body;
import dev.sluice.schemas.record.Decision;
import dev.sluice.schemas.record.DecisionKind;
import dev.sluice.schemas.record.Degradation;
import dev.sluice.schemas.record.ErrorClass;
import dev.sluice.schemas.record.Fallback;
import dev.sluice.schemas.record.InferenceRequest;
import dev.sluice.schemas.record.InferenceResult;
import dev.sluice.schemas.record.Priority;
import dev.sluice.schemas.record.ResultError;
import dev.sluice.schemas.record.ResultStatus;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What becomes of requests under rules. */
class RulesTopologyTest {

    @RegisterExtension final Stages stages = new Stages();

    private Stage under(String... rules) {
        return stages.with(RouteConfig.withRules("", rules), 1);
    }

    private static InferenceRequest.Builder tagged(String name, String value) {
        return request().setTags(Map.of(name, value));
    }

    /** Both lanes of {@code sim} say that they do not have the model. */
    private static void modelGone(Stage stage) {
        stage.end(Ends.refused(stage.onlyAttempt(), ErrorClass.MODEL_GONE, 404, stage.now()));
        stage.end(
                Ends.by(
                        "sim/key-b",
                        Ends.refused(
                                stage.onlyAttempt(), ErrorClass.MODEL_GONE, 404, stage.now())));
    }

    private static String reasons(Stage stage, DecisionKind kind) {
        return String.join(
                "; ",
                stage.decisions.readValuesToList().stream()
                        .filter(each -> each.getKind() == kind)
                        .map(Decision::getReason)
                        .toList());
    }

    private static void assertRuledOut(Stage stage, int status, String type, String message) {
        InferenceResult result = stage.onlyResult();
        assertThat(result.getStatus()).isEqualTo(ResultStatus.REFUSED);
        assertThat(result.getStatusCode()).isEqualTo(status);
        ResultError error = result.getError().orElseThrow();
        assertThat(error.getType()).isEqualTo(type);
        assertThat(error.getMessage()).contains(message);
        assertThat(stage.admitted.isEmpty()).isTrue();
        assertThat(stage.remains()).isEmpty();
    }

    @Test
    void aDeniedRequestGetsTheRulesNameAndWordsAndUsesNothing() {
        Stage stage =
                under(
                        "{name: other, when: 'false', then: {deny: never}}",
                        "{name: no-tests, when: 'has(tags.env) && tags.env == \"test\"',"
                                + " then: {deny: not from tests}}");
        stage.publish(tagged("env", "test").setIdempotencyKey("k"));

        assertRuledOut(stage, 403, "denied_by_rule", "rule no-tests: not from tests");
        assertThat(reasons(stage, DecisionKind.REFUSED)).isEqualTo("denied_by_rule: no-tests");

        stage.publish(tagged("env", "prod").setIdempotencyKey("k"));
        assertThat(stage.onlyAttempt().getModel()).as("its key is free").isEqualTo("gpt-4o-mini");
        assertThat(reasons(stage, DecisionKind.ADMITTED)).isEqualTo("within_limits");
    }

    @Test
    void aRuleWithoutAnAnswerRefusesItsRequestAndTheNextOnesGoOn() {
        Stage stage = under("{name: odd, when: '100 / size(step) > 9', then: {priority: batch}}");
        stage.publish(request());

        assertRuledOut(stage, 500, "rule_failed", "rule odd: at character 5: division by zero");
        assertThat(reasons(stage, DecisionKind.REFUSED)).isEqualTo("rule_failed: odd");

        stage.publish(request().setWorkflow("w").setStep("plan"));
        assertThat(stage.onlyAttempt().getPriority()).isEqualTo(Priority.BATCH);
    }

    @Test
    void aRuleRoutesWhateverTheRequestSaysAndTheResultSaysSo() {
        Stage stage =
                under("{name: dear, when: 'model == \"gpt-4o-mini\"', then: {route: claude}}");
        stage.publish(request().setFallback(Fallback.NONE));

        Attempt attempt = stage.onlyAttempt();
        assertThat(attempt.getModel()).isEqualTo("claude");
        assertThat(attempt.getAskedModel()).contains("gpt-4o-mini");
        assertThat(attempt.getPool()).isEqualTo("other");
        assertThat(attempt.getReservation().getPriceId()).startsWith("claude");
        assertThat(attempt.getAttempt()).isEqualTo(1);
        assertThat(reasons(stage, DecisionKind.ADMITTED))
                .isEqualTo("in_place_of gpt-4o-mini: rule dear");

        stage.end(Ends.answered(attempt, 10, 5, stage.now()));
        InferenceResult result = stage.onlyResult();
        assertThat(result.getModel()).isEqualTo("gpt-4o-mini");
        assertThat(result.getDegraded()).isTrue();
        assertThat(result.getDegradation())
                .contains(new Degradation("gpt-4o-mini", "claude", "rule dear"));
        assertThat(stage.remains()).isEmpty();
    }

    @Test
    void aRouteToTheModelThatWasAskedForIsNone() {
        Stage stage = under("{name: same, when: true, then: {route: gpt-4o-mini}}");
        stage.publish(request());
        stage.end(Ends.answered(stage.onlyAttempt(), 10, 5, stage.now()));
        assertThat(stage.onlyResult().getDegraded()).isFalse();
    }

    @Test
    void aRuleGivesNoRights() {
        Stage stage = under("{name: dear, when: true, then: {route: claude}}");
        stage.publish(request().setVirtualKey("narrow"));
        assertRuledOut(stage, 500, "rule_failed", "claude, which this virtual key may not use");

        String prompt = "{\"model\":\"gpt-4o-mini\",\"max_tokens\":9,\"prompt\":\"one\"}";
        stage.publish(
                request()
                        .setUrl("/v1/completions")
                        .setBody(
                                new Body(
                                        ByteBuffer.wrap(prompt.getBytes(StandardCharsets.UTF_8)))));
        assertRuledOut(stage, 500, "rule_failed", "claude, which does not take this url");
    }

    @Test
    void whereTheRulesModelCannotAnswerTheAskedOneDoesNotComeBack() {
        Stage stage = under("{name: small, when: true, then: {route: tiny}}");
        stage.publish(request().setFallback(Fallback.ALLOWED));
        modelGone(stage);
        InferenceResult result = stage.onlyResult();
        assertThat(result.getStatus()).isEqualTo(ResultStatus.FAILED);
        assertThat(result.getError().orElseThrow().getType()).isEqualTo("model_gone");
        assertThat(stage.remains()).isEmpty();
    }

    @Test
    void aRulesFallbacksTakeThePlaceOfTheRoutesAndOfTheRequestsLeave() {
        Stage stage = under("{name: spare, when: true, then: {fallback: [gpt-4o-mini, tiny]}}");
        stage.publish(request());
        stage.end(Ends.refused(stage.onlyAttempt(), ErrorClass.MODEL_GONE, 404, stage.now()));
        stage.end(
                Ends.by(
                        "sim/key-b",
                        Ends.refused(
                                stage.onlyAttempt(), ErrorClass.MODEL_GONE, 404, stage.now())));
        Attempt other = stage.onlyAttempt();
        assertThat(other.getModel())
                .as("not claude, which is first of the route")
                .isEqualTo("tiny");
        stage.end(Ends.answered(other, 10, 5, stage.now()));
        assertThat(stage.onlyResult().getDegradation())
                .contains(new Degradation("gpt-4o-mini", "tiny", "model_gone (rule spare)"));
        assertThat(stage.remains()).isEmpty();
    }

    @Test
    void aRuleMayNameTheAskedModelBehindItsOwn() {
        Stage stage =
                under("{name: try, when: true, then: {route: tiny, fallback: [gpt-4o-mini]}}");
        stage.publish(request());
        modelGone(stage);
        Attempt back = stage.onlyAttempt();
        assertThat(back.getModel()).isEqualTo("gpt-4o-mini");
        stage.end(Ends.answered(back, 10, 5, stage.now()));
        assertThat(stage.onlyResult().getDegraded()).isFalse();
    }

    @Test
    void theUseOfLimitsIsWithWhatIsReservedAndWithoutTheRequestItself() {
        Stage stage =
                stages.with(
                        RouteConfig.withRules(
                                "{requests: 4, per: 1m}",
                                "{name: half, when: 'requests_used >= 50', then: {deny: half full}}"),
                        1);
        stage.publish(request());
        stage.publish(request());
        assertThat(stage.admitted.readValuesToList()).hasSize(2);

        stage.publish(request());
        assertThat(stage.onlyResult().getError().orElseThrow().getMessage())
                .isEqualTo("rule half: half full");
        stage.pass(Duration.ofSeconds(62));
        stage.publish(request());
        assertThat(stage.admitted.readValuesToList()).as("the window has rolled").hasSize(1);
    }

    @Test
    void rulesOfOneOwnerAreNobodyElses() {
        Stage stage =
                under("{name: x, for: acme/research/narrow, when: true, then: {deny: narrow}}");
        stage.publish(request());
        assertThat(stage.onlyAttempt().getModel()).isEqualTo("gpt-4o-mini");
        stage.publish(request().setVirtualKey("narrow"));
        assertThat(stage.onlyResult().getError().orElseThrow().getType())
                .isEqualTo("denied_by_rule");
    }

    @Test
    void aRepeatIsAnsweredFromTheRecordAndAsksNoRule() {
        Stage stage = under("{name: once, when: 'requests_used > 0', then: {deny: once}}");
        stage.publish(request().setIdempotencyKey("k"));
        stage.end(Ends.answered(stage.onlyAttempt(), 10, 5, stage.now()));
        assertThat(stage.onlyResult().getReplayed()).isFalse();

        stage.publish(request().setIdempotencyKey("k"));
        assertThat(stage.onlyResult().getReplayed()).isTrue();
    }

    @Test
    void aRulesModelComesBeforeTheOneThatAWorkflowKeepsTo() {
        Stage stage =
                under("{name: late, when: 'step == \"2\"', then: {route: tiny, priority: batch}}");
        InferenceRequest.Builder pinned =
                request().setWorkflow("w").setPinModel(true).setFallback(Fallback.ALLOWED);
        stage.publish(pinned.setStep("1"));
        stage.end(Ends.refused(stage.onlyAttempt(), ErrorClass.CONTEXT_WINDOW, 400, stage.now()));
        Attempt first = stage.onlyAttempt();
        assertThat(first.getModel()).isEqualTo("claude");
        stage.end(Ends.answered(first, 10, 5, stage.now()));

        stage.publish(pinned.setStep("2"));
        Attempt second = stage.onlyAttempt();
        assertThat(second.getModel()).isEqualTo("tiny");
        assertThat(second.getPriority()).isEqualTo(Priority.BATCH);
        stage.end(Ends.answered(second, 10, 5, stage.now()));

        stage.publish(pinned.setStep("3"));
        assertThat(stage.onlyAttempt().getModel()).as("the pin stays").isEqualTo("claude");
    }
}
