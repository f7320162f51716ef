package dev.sluice.dispatcher.streams.admission;

import static dev.sluice.dispatcher.streams.admission.Stages.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.dispatcher.RouteConfig;
import dev.sluice.schemas.record.Attempt;
import dev.sluice.schemas.record.Body;
import dev.sluice.schemas.record.CacheFor;
import dev.sluice.schemas.record.CacheWish;
import dev.sluice.schemas.record.CachedAnswer;
import dev.sluice.schemas.record.Degradation;
import dev.sluice.schemas.record.ErrorClass;
import dev.sluice.schemas.record.Fallback;
import dev.sluice.schemas.record.InferenceRequest;
import dev.sluice.schemas.record.InferenceResult;
import dev.sluice.testing.Samples;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Requests that a rule gives answers from the cache. */
class RuledCacheTopologyTest {

    private static final Duration TICK = Duration.ofMillis(20);
    private static final CacheWish NONE = new CacheWish(0L, CacheFor.DETERMINISTIC);
    private static final String SAVE =
            "{name: save, when: '!has(tags.fresh)', then: {cache: {max_age: 1m, requests: any}}}";
    private static final String SMALL_AND_SAVE =
            "{name: small, when: 'model == \"gpt-4o-mini\"',"
                    + " then: {route: tiny, cache: {max_age: 1m, requests: any}}}";
    private static final Degradation BY_SMALL =
            new Degradation("gpt-4o-mini", "tiny", "rule small");

    @RegisterExtension final Stages stages = new Stages();

    private Stage under(String limits, String... rules) {
        return stages.with(RouteConfig.withRules(limits, rules), 1);
    }

    private static InferenceResult answer(Stage stage) {
        stage.end(Ends.answered(stage.onlyAttempt(), 10, 5, stage.now()));
        return stage.onlyResult();
    }

    private static InferenceRequest.Builder body(String text) {
        return request().setBody(new Body(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8))));
    }

    /** What a request to {@code gpt-4o-mini} becomes at {@code tiny}, which gives 50 at most. */
    private static InferenceRequest.Builder direct() {
        return body(
                StandardCharsets.UTF_8
                        .decode(Samples.chatBody("hello"))
                        .toString()
                        .replace("gpt-4o-mini", "tiny")
                        .replace("100", "50"));
    }

    @Test
    void aRuleGivesTheAnswerOfAnEqualRequestAlsoToOneThatWantsNone() {
        Stage stage = under("", SAVE);
        stage.publish(request().setCache(NONE));
        assertThat(answer(stage).getCached()).isFalse();
        stage.pass(Duration.ofSeconds(7));

        stage.publish(request().setCache(NONE));
        InferenceResult copy = stage.onlyResult();
        assertThat(copy.getCachedAnswer()).contains(new CachedAnswer(7_000L, Samples.requestId(0)));
        assertThat(copy.getCostPicos()).isZero();
        assertThat(copy.getDegraded()).isFalse();

        stage.publish(request().setTags(Map.of("fresh", "yes")));
        assertThat(answer(stage).getCached()).as("for whom the rule is not").isFalse();
        stage.pass(Duration.ofSeconds(60));
        assertThat(stage.remains()).isEmpty();
    }

    @Test
    void whoAsksForItAndWhoIsGivenItByARuleShareAnAnswer() {
        Stage stage = under("", SAVE);
        stage.publish(
                request()
                        .setTags(Map.of("fresh", "yes"))
                        .setCache(new CacheWish(60_000L, CacheFor.ANY)));
        answer(stage);
        stage.publish(request());
        assertThat(stage.onlyResult().getCached()).isTrue();
    }

    @Test
    void aRuleForWhatLeavesNothingToChanceLeavesTheRestAlone() {
        Stage stage = under("", SAVE.replace(", requests: any", ""));
        for (int i = 0; i < 2; i++) {
            stage.publish(request());
            assertThat(answer(stage).getCached()).isFalse();
        }
        assertThat(stage.remains()).isEmpty();
    }

    @Test
    void aRuleMayTakeTheCacheAway() {
        Stage stage = under("", "{name: off, when: true, then: {cache: {max_age: 0s}}}");
        for (int i = 0; i < 2; i++) {
            stage.publish(request().setCache(new CacheWish(60_000L, CacheFor.ANY)));
            assertThat(answer(stage).getCached()).isFalse();
        }
    }

    @Test
    void oneThatWaitsKeepsWhatTheRuleSaid() {
        Stage stage = under("{concurrent: 1}", SAVE);
        stage.publish(body("{\"model\":\"gpt-4o-mini\",\"max_tokens\":9,\"messages\":[]}"));
        Attempt other = stage.onlyAttempt();
        stage.publish(request());
        stage.publish(request());
        assertThat(stage.attempts()).as("the one place is taken").isEmpty();

        stage.end(Ends.answered(other, 10, 5, stage.now()));
        stage.onlyResult();
        stage.pass(TICK);
        assertThat(answer(stage).getCached()).isFalse();
        stage.pass(TICK);
        assertThat(stage.onlyResult().getCached()).isTrue();
        assertThat(stage.attempts()).isEmpty();
    }

    @Test
    void whereTheBudgetIsNearlyUsedTheCacheAnswersAndThenItIsBatch() {
        Stage stage =
                under(
                        "{requests: 10, per: 1h}",
                        "{name: nearly, when: 'requests_used >= 20',"
                                + " then: {cache: {max_age: 1h, requests: any}}}",
                        "{name: last, when: 'requests_used >= 30', then: {priority: batch}}");
        stage.publish(request());
        answer(stage);
        stage.publish(request());
        answer(stage);
        stage.publish(request());
        assertThat(answer(stage).getCached()).as("nothing was kept before").isFalse();
        stage.publish(request());
        assertThat(stage.onlyResult().getCached()).isTrue();
        stage.publish(body("{\"model\":\"gpt-4o-mini\",\"max_tokens\":9,\"messages\":[]}"));
        assertThat(stage.onlyAttempt().getPriority().name()).isEqualTo("BATCH");
    }

    @Test
    void whereItAlsoRoutesTheAnswerIsThatModelsAndSaysSo() {
        Stage stage = under("", SMALL_AND_SAVE);
        stage.publish(request());
        assertThat(answer(stage).getDegradation()).contains(BY_SMALL);

        stage.publish(request().setCache(NONE));
        InferenceResult copy = stage.onlyResult();
        assertThat(copy.getCached()).isTrue();
        assertThat(copy.getDegraded()).isTrue();
        assertThat(copy.getDegradation()).contains(BY_SMALL);
        assertThat(copy.getModel()).isEqualTo("gpt-4o-mini");

        stage.publish(direct().setCache(new CacheWish(60_000L, CacheFor.ANY)));
        InferenceResult own = stage.onlyResult();
        assertThat(own.getCached()).as("that model was asked the same").isTrue();
        assertThat(own.getDegraded()).isFalse();
        assertThat(own.getDegradation()).isEmpty();
    }

    @Test
    void anAnswerThatTheRulesModelGaveToOneThatAskedForItWillDoToo() {
        Stage stage = under("", SMALL_AND_SAVE);
        stage.publish(direct().setCache(new CacheWish(60_000L, CacheFor.ANY)));
        Attempt first = stage.onlyAttempt();
        stage.publish(request());
        assertThat(stage.attempts()).as("it joins").isEmpty();
        stage.end(Ends.answered(first, 10, 5, stage.now()));
        assertThat(stage.onlyResult().getDegraded()).isFalse();
        stage.pass(TICK);
        InferenceResult joined = stage.onlyResult();
        assertThat(joined.getCached()).isTrue();
        assertThat(joined.getDegradation()).contains(BY_SMALL);
    }

    @Test
    void theWishOfARequestThatIsRoutedIsForTheModelThatAnswers() {
        Stage stage = under("", "{name: small, when: 'has(tags.small)', then: {route: tiny}}");
        InferenceRequest.Builder cached = request().setCache(new CacheWish(60_000L, CacheFor.ANY));
        stage.publish(cached);
        answer(stage);
        cached.setTags(Map.of("small", "yes"));
        stage.publish(cached);
        assertThat(answer(stage).getCached()).as("not gpt-4o-mini's").isFalse();
        stage.publish(cached);
        InferenceResult copy = stage.onlyResult();
        assertThat(copy.getCachedAnswer().map(CachedAnswer::getFromRequest))
                .contains(Samples.requestId(1));
        assertThat(copy.getDegradation()).contains(BY_SMALL);
    }

    @Test
    void anAnswerOfAFallbackIsNotKeptAlsoNotThatOfTheModelAskedFor() {
        for (String back : List.of("gpt-4o-mini", "claude")) {
            Stage stage =
                    under(
                            "",
                            SMALL_AND_SAVE.replace(
                                    "route: tiny", "route: tiny, fallback: [" + back + "]"));
            stage.publish(request().setFallback(Fallback.ALLOWED));
            modelGone(stage);
            Attempt other = stage.onlyAttempt();
            assertThat(other.getModel()).isEqualTo(back);
            stage.end(Ends.answered(other, 10, 5, stage.now()));
            stage.onlyResult();
            assertThat(stage.remains()).isEmpty();
            stage.publish(request());
            assertThat(stage.onlyAttempt().getModel()).isEqualTo("tiny");
        }
    }

    private static void modelGone(Stage stage) {
        stage.end(Ends.refused(stage.onlyAttempt(), ErrorClass.MODEL_GONE, 404, stage.now()));
        stage.end(
                Ends.by(
                        "sim/key-b",
                        Ends.refused(
                                stage.onlyAttempt(), ErrorClass.MODEL_GONE, 404, stage.now())));
    }

    @Test
    void whenTheFirstFailsOneOfThoseThatJoinedIsCalledAtTheRulesModel() {
        Stage stage = under("", SMALL_AND_SAVE);
        stage.publish(request());
        stage.publish(request());
        stage.end(Ends.refused(stage.onlyAttempt(), ErrorClass.CONTENT_POLICY, 400, stage.now()));
        stage.onlyResult();
        stage.pass(TICK);
        assertThat(stage.onlyAttempt().getModel()).isEqualTo("tiny");
        stage.publish(request());
        assertThat(stage.attempts()).as("it joins the second").isEmpty();
    }
}
