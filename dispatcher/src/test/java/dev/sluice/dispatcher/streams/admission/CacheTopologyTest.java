package dev.sluice.dispatcher.streams.admission;

import static dev.sluice.dispatcher.streams.admission.Stages.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.Limit;
import dev.sluice.dispatcher.admission.request.AnswerRecord;
import dev.sluice.schemas.record.Attempt;
import dev.sluice.schemas.record.CacheFor;
import dev.sluice.schemas.record.CacheWish;
import dev.sluice.schemas.record.CachedAnswer;
import dev.sluice.schemas.record.Decision;
import dev.sluice.schemas.record.ErrorClass;
import dev.sluice.schemas.record.InferenceRequest;
import dev.sluice.schemas.record.InferenceResult;
import dev.sluice.schemas.record.OnLimit;
import dev.sluice.schemas.record.ResultStatus;
import dev.sluice.testing.Samples;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Equal requests, one after the other and at the same time. */
class CacheTopologyTest {

    private static final Duration TICK = Duration.ofMillis(20);

    @RegisterExtension final Stages stages = new Stages();

    /** An answer of so many seconds will do. */
    private static InferenceRequest.Builder cached(long seconds) {
        return request().setCache(new CacheWish(seconds * 1000, CacheFor.ANY));
    }

    private static Limit requests(int count) {
        return new Limit.Requests(count, Agents.MINUTE, OptionalLong.empty());
    }

    private static InferenceResult answer(Stage stage) {
        stage.end(Ends.answered(stage.onlyAttempt(), 10, 5, stage.now()));
        return stage.onlyResult();
    }

    @Test
    void anEqualRequestGetsTheAnswerForNothingAndSaysFromWhom() {
        Stage stage = stages.with();
        stage.publish(cached(60));
        InferenceResult first = answer(stage);
        assertThat(first.getCached()).isFalse();
        stage.pass(Duration.ofSeconds(7));
        stage.publish(cached(60).setCustomId("mine"));

        InferenceResult copy = stage.onlyResult();
        assertThat(copy.getCached()).isTrue();
        assertThat(copy.getReplayed()).isFalse();
        assertThat(copy.getCachedAnswer()).contains(new CachedAnswer(7_000L, Samples.requestId(0)));
        assertThat(copy.getBody()).isEqualTo(first.getBody());
        assertThat(copy.getCustomId()).contains("mine");
        assertThat(copy.getCostPicos()).isZero();
        assertThat(copy.getAttempts()).isZero();
        assertThat(stage.attempts()).isEmpty();
        assertThat(stage.decisions.readValuesToList().stream().map(Decision::getReason))
                .endsWith("cached_from " + Samples.requestId(0));
    }

    @Test
    void anAnswerIsForgottenWhenItIsTooOldForTheOneThatMadeIt() {
        Stage stage = stages.with();
        stage.publish(cached(10));
        answer(stage);
        assertThat(stage.remains()).isEqualTo("acent");
        stage.pass(Duration.ofSeconds(10));
        assertThat(stage.remains()).isEmpty();
        stage.publish(cached(60));
        assertThat(stage.attempts()).hasSize(1);
    }

    @Test
    void whoWantsAYoungerOneIsCalledAndItsAnswerTakesTheOldOnesPlace() {
        Stage stage = stages.with();
        stage.publish(cached(60));
        answer(stage);
        stage.pass(Duration.ofSeconds(10));
        stage.publish(cached(9));
        assertThat(answer(stage).getCached()).isFalse();
        stage.publish(cached(60));
        assertThat(stage.onlyResult().getCachedAnswer())
                .contains(new CachedAnswer(0L, Samples.requestId(1)));
    }

    @Test
    void onlyWhoAsksGetsOneAndOnlyWhoAsksLeavesOne() {
        Stage stage = stages.with();
        stage.publish(request());
        answer(stage);
        stage.publish(cached(60));
        answer(stage);
        stage.publish(request());
        assertThat(stage.attempts()).hasSize(1);
    }

    @Test
    void equalRequestsThatComeTogetherMakeOneCall() {
        Stage stage = stages.with();
        for (int i = 0; i < 5; i++) {
            stage.publish(cached(60));
        }
        Attempt first = stage.onlyAttempt();
        stage.end(Ends.answered(first, 10, 5, stage.now()));
        assertThat(stage.onlyResult().getCached()).isFalse();
        stage.pass(TICK);
        assertThat(stage.results.readValuesToList())
                .hasSize(4)
                .allMatch(InferenceResult::getCached)
                .allMatch(it ->
                        it.getCachedAnswer()
                                .orElseThrow()
                                .getFromRequest()
                                .equals(first.getRequestId()));
        assertThat(stage.attempts()).isEmpty();
    }

    @Test
    void moreThanAHundredAreCalledByThemselves() {
        Stage stage = stages.with();
        for (int i = 0; i < AnswerRecord.JOINERS_MAX + 2; i++) {
            stage.publish(cached(60));
        }
        assertThat(stage.attempts()).hasSize(2);
    }

    @Test
    void whenTheFirstFailsAnotherIsCalledForTheRest() {
        Stage stage = stages.with();
        stage.publish(cached(60).setDeadline(Samples.NOON.plusSeconds(50)));
        stage.publish(cached(60).setDeadline(Samples.NOON.plusSeconds(30)));
        stage.publish(cached(60).setDeadline(Samples.NOON.plusSeconds(40)));
        stage.end(Ends.refused(stage.onlyAttempt(), ErrorClass.CONTENT_POLICY, 400, stage.now()));
        assertThat(stage.onlyResult().getStatus()).isEqualTo(ResultStatus.FAILED);
        stage.pass(TICK);
        Attempt second = stage.onlyAttempt();
        assertThat(second.getRequestId()).isEqualTo(Samples.requestId(2));
        stage.end(Ends.answered(second, 10, 5, stage.now()));
        stage.onlyResult();
        stage.pass(TICK);
        assertThat(stage.onlyResult().getCachedAnswer())
                .contains(new CachedAnswer(20L, Samples.requestId(2)));
    }

    @Test
    void itCountsAsARequestAndWaitsWhereThoseAreUsedUp() {
        Stage stage = stages.with(requests(2));
        stage.publish(cached(300));
        answer(stage);
        stage.publish(cached(300));
        assertThat(stage.onlyResult().getCached()).isTrue();
        stage.publish(cached(300));
        assertThat(stage.results.isEmpty()).as("the window has its two").isTrue();
        stage.publish(cached(300).setOnLimit(OnLimit.REJECT));
        assertThat(stage.onlyResult().getStatus()).isEqualTo(ResultStatus.REFUSED);
        stage.pass(Duration.ofSeconds(61));
        assertThat(stage.onlyResult().getCached()).as("found when its turn has come").isTrue();
        assertThat(stage.attempts()).isEmpty();
    }

    @Test
    void itTakesNoPlaceOfACallAndNoMoney() {
        Stage stage =
                stages.with(
                        new Limit.Concurrent(1),
                        new Limit.Usd(Samples.price().cost(600, 100), Agents.MINUTE));
        stage.publish(cached(60));
        answer(stage);
        stage.publish(request());
        assertThat(stage.attempts()).as("the one place is taken").hasSize(1);
        for (int i = 0; i < 10; i++) {
            stage.publish(cached(60));
            assertThat(stage.onlyResult().getCached()).isTrue();
        }
    }

    @Test
    void aCachedAnswerIsRecordedUnderItsOwnIdempotencyKey() {
        Stage stage = stages.with();
        stage.publish(cached(60));
        Attempt first = stage.onlyAttempt();
        stage.publish(cached(60).setIdempotencyKey("k"));
        stage.publish(request().setIdempotencyKey("k").setCustomId("joined the second"));
        stage.end(Ends.answered(first, 10, 5, stage.now()));
        stage.onlyResult();
        stage.pass(TICK);
        List<InferenceResult> both = stage.results.readValuesToList();
        assertThat(both).hasSize(2);
        assertThat(both.getFirst().getReplayed()).isFalse();
        assertThat(both.getLast().getReplayed()).isTrue();
        stage.pass(Duration.ofSeconds(100));
        stage.publish(request().setIdempotencyKey("k"));
        InferenceResult repeat = stage.onlyResult();
        assertThat(repeat.getReplayed()).isTrue();
        assertThat(repeat.getCachedAnswer()).isPresent();
        assertThat(stage.attempts()).isEmpty();
    }
}
