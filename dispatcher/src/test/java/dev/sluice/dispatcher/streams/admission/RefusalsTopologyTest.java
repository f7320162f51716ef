package dev.sluice.dispatcher.streams.admission;

import static dev.sluice.dispatcher.streams.admission.Stages.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.CustomerConfig.OnBudget;
import dev.sluice.config.CustomerConfig.WhenFull;
import dev.sluice.config.Limit;
import dev.sluice.config.Window;
import dev.sluice.schemas.record.Attempt;
import dev.sluice.schemas.record.InferenceResult;
import dev.sluice.schemas.record.LimitUnit;
import dev.sluice.schemas.record.OnLimit;
import dev.sluice.schemas.record.ResultError;
import dev.sluice.schemas.record.ResultStatus;
import dev.sluice.schemas.record.RetryBasis;
import dev.sluice.testing.Samples;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of requests that a limit stops, by request, key and limit. */
class RefusalsTopologyTest {

    private static final Window MINUTE = new Window(1, Window.Unit.MINUTES);
    private static final Window DAY = new Window(1, Window.Unit.DAYS);
    @RegisterExtension final Stages stages = new Stages();

    private Stage stage(WhenFull whenFull, Limit... ofKey) {
        return stages.with(whenFull, List.of(), List.of(), List.of(ofKey));
    }

    private static WhenFull rules(OnLimit onLimit, OnBudget onBudget) {
        return new WhenFull(onLimit, onBudget, OptionalInt.empty());
    }

    /** What one request takes of each kind. */
    private Attempt sample() {
        Stage free = stages.with();
        free.publish(request());
        return free.onlyAttempt();
    }

    @ParameterizedTest(name = "key: {0}, request: {1}: {2}")
    @CsvSource({
        "PARK, DEFAULT, waits",
        "PARK, PARK, waits",
        "PARK, REJECT, refused",
        "REJECT, DEFAULT, refused",
        "REJECT, PARK, waits",
        "REJECT, REJECT, refused",
    })
    void theWishOfARequestGoesBeforeThatOfItsKey(OnLimit ofKey, OnLimit wish, String fate) {
        Stage stage = stage(rules(ofKey, OnBudget.REFUSE), new Limit.Concurrent(1));
        stage.publish(request());
        stage.publish(request().setOnLimit(wish));
        assertThat(stage.results.isEmpty()).isEqualTo(fate.equals("waits"));
    }

    @Test
    void aRequestThatSaysNothingHasTheDefaultOfItsKey() {
        Stage stage = stage(rules(OnLimit.REJECT, OnBudget.REFUSE), new Limit.Concurrent(1));
        stage.publish(request());
        stage.publish(request());
        assertThat(stage.onlyResult().getStatus()).isEqualTo(ResultStatus.REFUSED);
    }

    @Test
    void aBudgetThatIsSpentMayBeWaitedForUntilItsWindowResets() {
        long one = sample().getReservation().getPicos();
        Stage stage =
                stage(rules(OnLimit.PARK, OnBudget.PARK), new Limit.Usd(one + one / 2, MINUTE));
        stage.publish(request());
        Attempt first = stage.onlyAttempt();
        stage.end(
                Ends.answered(
                        first, first.getInputTokens(), first.getMaxOutputTokens(), stage.now()));
        assertThat(stage.onlyResult().getStatus()).isEqualTo(ResultStatus.ANSWERED);
        stage.publish(request());
        stage.publish(request().setOnLimit(OnLimit.REJECT));
        ResultError error = stage.onlyResult().getError().orElseThrow();
        assertThat(error.getType()).isEqualTo("budget_exceeded");
        assertThat(error.getResetAt()).contains(Samples.NOON.plusSeconds(61));
        stage.pass(Duration.ofSeconds(60));
        assertThat(stage.attempts()).isEmpty();
        stage.pass(Duration.ofSeconds(1));
        assertThat(stage.attempts()).hasSize(1);
    }

    @Test
    void aKeyMayHaveAShorterQueueThanTheOthers() {
        Stage stage =
                stage(
                        new WhenFull(OnLimit.PARK, OnBudget.REFUSE, OptionalInt.of(2)),
                        new Limit.Requests(1, MINUTE, OptionalLong.empty()));
        for (int i = 0; i < 4; i++) {
            stage.publish(request());
        }
        ResultError error = stage.onlyResult().getError().orElseThrow();
        assertThat(error.getType()).isEqualTo("queue_full");
        assertThat(error.getLimit()).contains("acme/research/demo max_parked");
        assertThat(error.getAmounts().orElseThrow().getUnit()).isEqualTo(LimitUnit.WAITING);
        assertThat(error.getAmounts().orElseThrow().getAllowed()).isEqualTo(2);
        assertThat(error.getMessage()).contains("acme/research/demo requests/1m");
        assertThat(error.getResetAt())
                .as("then the first of them leaves")
                .contains(Samples.NOON.plusSeconds(61));
    }

    @Test
    void whoWaitsInVainIsToldForWhat() {
        Stage stage = stage(WhenFull.STANDARD, new Limit.Requests(1, MINUTE, OptionalLong.empty()));
        stage.publish(request());
        stage.publish(request().setDeadline(Samples.NOON.plusSeconds(20)));
        stage.publish(request().setDeadline(Samples.NOON.plusSeconds(10)));
        stage.pass(Duration.ofSeconds(10));
        ResultError behind = stage.onlyResult().getError().orElseThrow();
        stage.pass(Duration.ofSeconds(10));
        ResultError first = stage.onlyResult().getError().orElseThrow();
        for (ResultError error : List.of(behind, first)) {
            assertThat(error.getType()).isEqualTo("deadline_exceeded");
            assertThat(error.getLimit()).contains("acme/research/demo requests/1m");
            assertThat(error.getUsed()).contains("1 requests");
            assertThat(error.getResetAt()).contains(Samples.NOON.plusSeconds(61));
        }
        assertThat(first.getRetryAfterMillis()).hasValue(41_000L);
        assertThat(stage.decisions.readValuesToList().getLast().getLimits())
                .containsExactly("acme/research/demo requests/1m");
    }

    @Test
    void fullOfCallsUnderWayIsTimedByThePaceAtWhichTheyEnded() {
        Stage stage = stage(rules(OnLimit.REJECT, OnBudget.REFUSE), new Limit.Concurrent(1));
        for (int call = 0; call < 3; call++) {
            stage.publish(request());
            Attempt attempt = stage.onlyAttempt();
            stage.pass(Duration.ofSeconds(4));
            stage.end(Ends.answered(attempt, 1, 1, stage.now()));
            stage.onlyResult();
        }
        stage.publish(request());
        stage.publish(request());
        ResultError error = stage.onlyResult().getError().orElseThrow();
        assertThat(error.getRetryAfterMillis()).hasValue(4_000L);
        assertThat(error.getRetryBasis()).contains(RetryBasis.PACE);
        assertThat(error.getResetAt()).isEmpty();
        assertThat(error.getMessage()).contains("1 calls of 1 are under way");
    }

    @Test
    void whoIsRefusedBecauseOthersWaitIsToldSo() {
        Stage stage = stage(WhenFull.STANDARD, new Limit.Tokens(150, MINUTE, OptionalLong.empty()));
        stage.publish(request());
        stage.publish(request());
        stage.attempts();
        stage.publish(request().setOnLimit(OnLimit.REJECT));
        assertThat(stage.onlyResult().getError().orElseThrow().getType())
                .isEqualTo("token_limited");
    }

    @Test
    void whatNeverFitsIsABadRequestThatNoTimeHelps() {
        Stage stage =
                stage(
                        WhenFull.STANDARD,
                        new Limit.Requests(1, MINUTE, OptionalLong.empty()),
                        new Limit.Tokens(50, MINUTE, OptionalLong.empty()));
        stage.publish(request());
        InferenceResult result = stage.onlyResult();
        ResultError error = result.getError().orElseThrow();
        assertThat(result.getStatusCode()).isEqualTo(400);
        assertThat(error.getType()).isEqualTo("token_limited");
        assertThat(error.getMessage()).contains("never fits").contains("50 tokens");
        assertThat(error.getAmounts().orElseThrow().getNeeded()).isGreaterThan(50);
        assertThat(error.getRetryAfterMillis()).isEmpty();
        assertThat(error.getResetAt()).isEmpty();
    }

    @Test
    void answersAndRefusalsSayWhatIsLeftOfTheRates() {
        Stage stage =
                stages.with(
                        rules(OnLimit.REJECT, OnBudget.REFUSE),
                        List.of(new Limit.Requests(2, DAY, OptionalLong.empty())),
                        List.of(),
                        List.of(
                                new Limit.Requests(10, MINUTE, OptionalLong.empty()),
                                new Limit.Tokens(1_000, MINUTE, OptionalLong.empty())));
        stage.publish(request());
        stage.end(Ends.answered(stage.onlyAttempt(), 10, 5, stage.now()));
        InferenceResult answer = stage.onlyResult();
        assertThat(answer.getRequestRate().orElseThrow().getLimit()).isEqualTo("acme requests/1d");
        assertThat(answer.getRequestRate().orElseThrow().getRemaining()).isEqualTo(1);
        assertThat(answer.getTokenRate().orElseThrow().getRemaining()).isEqualTo(985);
        assertThat(answer.getTokenRate().orElseThrow().getFreeAt())
                .isEqualTo(Samples.NOON.plusSeconds(61));
        stage.publish(request());
        stage.publish(request());
        InferenceResult refused = stage.onlyResult();
        assertThat(refused.getRequestRate().orElseThrow().getRemaining()).isZero();
        assertThat(refused.getRequestRate().orElseThrow().getAllowed()).isEqualTo(2);
    }
}
