package dev.sluice.dispatcher.streams.admission;

import static dev.sluice.dispatcher.streams.admission.Stages.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.Limit;
import dev.sluice.config.Window;
import dev.sluice.schemas.record.Attempt;
import dev.sluice.schemas.record.InferenceResult;
import dev.sluice.schemas.record.OnLimit;
import dev.sluice.schemas.record.ResultError;
import dev.sluice.schemas.record.ResultStatus;
import dev.sluice.testing.Samples;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LimitsTopologyTest {

    private static final Window MINUTE = new Window(1, Window.Unit.MINUTES);
    private static final Window DAY = new Window(1, Window.Unit.DAYS);

    @RegisterExtension final Stages stages = new Stages();

    @Test
    void overAConcurrencyARequestIsParkedAndAnEndSetsItFree() {
        Stage stage = stages.with(new Limit.Concurrent(1));
        stage.publish(request());
        Attempt first = stage.onlyAttempt();
        stage.publish(request().setCustomId("second"));
        stage.publish(request().setCustomId("third"));
        assertThat(stage.attempts()).isEmpty();
        stage.end(Ends.answered(first, 10, 5, stage.now()));
        Attempt second = stage.onlyAttempt();
        assertThat(second.getCustomId()).contains("second");
        stage.end(Ends.answered(second, 10, 5, stage.now()));
        stage.end(Ends.answered(stage.onlyAttempt(), 10, 5, stage.now()));
        assertThat(stage.results.readValuesToList()).hasSize(3);
        assertThat(stage.decided().stream().filter(kind -> kind.startsWith("PARKED"))).hasSize(2);
        assertThat(stage.remains()).isEmpty();
    }

    @Test
    void overARateARequestWaitsUntilTheWindowAllows() {
        Stage stage = stages.with(new Limit.Requests(2, MINUTE, OptionalLong.empty()));
        stage.publish(request());
        stage.publish(request());
        stage.publish(request());
        assertThat(stage.attempts()).hasSize(2);
        stage.pass(Duration.ofSeconds(59));
        assertThat(stage.attempts()).isEmpty();
        stage.pass(Duration.ofSeconds(2));
        assertThat(stage.attempts()).hasSize(1);
    }

    @Test
    void aBudgetFullOfHoldsParksAndOneFullOfSpendRefuses() {
        long one = Samples.price().cost(20, 100);
        Stage stage = stages.with(new Limit.Usd(one + one / 2, DAY));
        stage.publish(request());
        Attempt first = stage.onlyAttempt();
        stage.publish(request());
        assertThat(stage.attempts()).isEmpty();
        assertThat(stage.results.isEmpty()).isTrue();
        stage.end(Ends.answered(first, first.getInputTokens(), 100, stage.now()));
        List<InferenceResult> results = stage.results.readValuesToList();
        assertThat(results)
                .extracting(InferenceResult::getStatus)
                .containsExactly(ResultStatus.ANSWERED, ResultStatus.REFUSED);
        ResultError error = results.getLast().getError().orElseThrow();
        assertThat(error.getType()).isEqualTo("budget_exceeded");
        assertThat(error.getLimit()).contains("acme/research/demo usd/1d");
        assertThat(error.getResetAt()).isPresent();
        assertThat(stage.remains()).isEmpty();
    }

    @Test
    void aRequestThatWouldRatherNotWaitIsRefused() {
        Stage stage = stages.with(new Limit.Concurrent(1));
        stage.publish(request());
        stage.publish(request().setOnLimit(OnLimit.REJECT));
        InferenceResult result = stage.onlyResult();
        assertThat(result.getStatusCode()).isEqualTo(429);
        assertThat(result.getError().orElseThrow().getType()).isEqualTo("concurrency_limited");
    }

    @Test
    void aLimitThatIsTooSmallForTheRequestRefusesItAtOnce() {
        Stage stage = stages.with(new Limit.Tokens(50, MINUTE, OptionalLong.empty()));
        stage.publish(request());
        ResultError error = stage.onlyResult().getError().orElseThrow();
        assertThat(error.getType()).isEqualTo("token_limited");
        assertThat(error.getAllowed()).contains("50 tokens");
        assertThat(error.getRetryAfterMillis()).isEmpty();
    }

    @Test
    void manyParkedRequestsLeaveInOrderAsFastAsTheirLimitAllows() {
        Stage stage = stages.with(new Limit.Concurrent(3));
        for (int i = 0; i < 50; i++) {
            stage.publish(request().setCustomId("r" + i));
        }
        List<String> order = new ArrayList<>();
        for (List<Attempt> open = stage.attempts(); !open.isEmpty(); open = stage.attempts()) {
            for (Attempt attempt : open) {
                order.add(attempt.getCustomId().orElseThrow());
                stage.end(Ends.answered(attempt, 10, 5, stage.now()));
            }
        }
        assertThat(order).isEqualTo(IntStream.range(0, 50).mapToObj(i -> "r" + i).toList());
        assertThat(stage.remains()).isEmpty();
    }

    @Test
    void aQueueIsFullAtItsBoundAndSaysSo() {
        Stage stage = stages.withParkedMax(2, new Limit.Concurrent(1));
        for (int i = 0; i < 4; i++) {
            stage.publish(request());
        }
        InferenceResult result = stage.onlyResult();
        assertThat(result.getRequestId()).isEqualTo(Samples.requestId(3));
        assertThat(result.getStatusCode()).isEqualTo(429);
        assertThat(result.getError().orElseThrow().getType()).isEqualTo("queue_full");
    }

    @Test
    void tokensThatWereReservedAndNotUsedSetParkedRequestsFreeAtOnce() {
        Stage stage = stages.with(new Limit.Tokens(150, MINUTE, OptionalLong.empty()));
        stage.publish(request());
        Attempt first = stage.onlyAttempt();
        stage.publish(request());
        assertThat(stage.attempts()).isEmpty();
        stage.end(Ends.answered(first, 5, 5, stage.now()));
        assertThat(stage.attempts()).hasSize(1);
    }

    @Test
    void whatAProviderBillsAboveTheBoundIsTakenFromTheSameWindow() {
        Stage stage = stages.with(new Limit.Tokens(1_000, MINUTE, OptionalLong.empty()));
        stage.publish(request());
        stage.end(Ends.answered(stage.onlyAttempt(), 500, 450, stage.now()));
        stage.publish(request());
        assertThat(stage.attempts()).isEmpty();
    }
}
