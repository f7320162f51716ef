package dev.sluice.door.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.door.Results;
import dev.sluice.door.kafka.WaitingRequests.Entrance;
import dev.sluice.schemas.record.InferenceResult;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class WaitingRequestsTest {

    private final WaitingRequests waiting = new WaitingRequests(2, new EarlyResults(3, 1000));

    @Test
    void aResultGoesToTheOneWhoWaitsForIt() {
        CompletableFuture<InferenceResult> a = entered("a");
        CompletableFuture<InferenceResult> b = entered("b");

        waiting.arrived(result("b"));

        assertThat(a).isNotDone();
        assertThat(b).isCompletedWithValue(result("b"));
    }

    @Test
    void aResultThatComesBeforeTheAcknowledgementIsKept() {
        waiting.enter();
        waiting.arrived(result("a"));

        assertThat(waiting.expect("a")).isCompletedWithValue(result("a"));
    }

    @Test
    void withoutAnOpenPublishNothingIsKept() {
        waiting.arrived(result("a"));
        waiting.enter();

        assertThat(waiting.expect("a")).isNotDone();
    }

    @Test
    void resultsOfOthersAreForgottenWhenTheLastPublishIsAcknowledged() {
        waiting.enter();
        waiting.arrived(result("other"));
        assertThat(waiting.expect("a")).isNotDone();
        waiting.enter();

        assertThat(waiting.expect("other")).isNotDone();
    }

    @Test
    void oneMoreThanTheBoundIsTurnedAwayUntilOneLeaves() {
        enter("a", "b");
        assertThat(waiting.enter()).isEqualTo(Entrance.FULL);

        waiting.leave("a");

        assertThat(waiting.enter()).isEqualTo(Entrance.IN);
    }

    @Test
    void aFailedPublishGivesItsPlaceBack() {
        waiting.enter();
        waiting.enter();

        waiting.withdraw();

        assertThat(waiting.inside()).isEqualTo(1);
        assertThat(waiting.enter()).isEqualTo(Entrance.IN);
    }

    @Test
    void leavingTwiceCountsOnce() {
        enter("a", "b");

        waiting.leave("a");
        waiting.leave("a");

        assertThat(waiting.inside()).isEqualTo(1);
    }

    @Test
    void afterShutNobodyEntersAndTheLastToLeaveIsReported() {
        CompletableFuture<InferenceResult> a = entered("a");
        CompletableFuture<?> empty = waiting.shut();
        assertThat(waiting.enter()).isEqualTo(Entrance.CLOSED);
        waiting.arrived(result("a"));
        assertThat(a).isCompleted();
        assertThat(empty).isNotDone();

        waiting.leave("a");

        assertThat(empty).isCompleted();
    }

    @Test
    void releaseEndsEveryWaitAlsoOneThatBeginsAfterIt() {
        CompletableFuture<InferenceResult> a = entered("a");
        waiting.enter();

        waiting.release();

        assertThat(a).isCancelled();
        assertThat(waiting.expect("b")).isCancelled();
    }

    private void enter(String... ids) {
        for (String id : ids) {
            assertThat(entered(id)).isNotDone();
        }
    }

    private CompletableFuture<InferenceResult> entered(String id) {
        assertThat(waiting.enter()).isEqualTo(Entrance.IN);
        return waiting.expect(id);
    }

    private static InferenceResult result(String id) {
        return Results.answered(id, "{}");
    }
}
