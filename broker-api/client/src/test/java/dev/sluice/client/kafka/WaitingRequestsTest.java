package dev.sluice.client.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.client.kafka.WaitingRequests.Entrance;
import dev.sluice.client.kafka.WaitingRequests.Place;
import dev.sluice.schemas.record.InferenceResult;
import dev.sluice.testing.Results;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class WaitingRequestsTest {

    private final WaitingRequests waiting = new WaitingRequests(2, new EarlyResults(3, 1000));

    @Test
    void aResultGoesToTheOneWhoWaitsForIt() throws Exception {
        Place a = entered("a");
        Place b = entered("b");

        waiting.arrived(result("b"));

        assertThat(a.result()).isNotDone();
        assertThat(b.result()).isCompletedWithValue(result("b"));
    }

    @Test
    void aResultThatComesBeforeTheAcknowledgementIsKept() throws Exception {
        Place a = in();
        waiting.arrived(result("a"));

        waiting.expect(a, "a");

        assertThat(a.result()).isCompletedWithValue(result("a"));
    }

    @Test
    void withoutAnOpenPublishNothingIsKept() throws Exception {
        waiting.arrived(result("a"));

        assertThat(entered("a").result()).isNotDone();
    }

    @Test
    void resultsOfOthersAreForgottenWhenTheLastPublishIsAcknowledged() throws Exception {
        Place a = in();
        waiting.arrived(result("other"));
        waiting.expect(a, "a");

        assertThat(a.result()).isNotDone();
        assertThat(entered("other").result()).isNotDone();
    }

    @Test
    void oneMoreThanTheBoundIsTurnedAwayUntilOneLeaves() throws Exception {
        Place a = entered("a");
        entered("b");
        assertThat(waiting.enter(Duration.ZERO)).isEqualTo(new Entrance.Full());

        waiting.leave(a);

        assertThat(in().result()).isNotDone();
    }

    @Test
    void oneThatWaitsForRoomGetsThePlaceOfTheNextToLeave() throws Exception {
        Place a = entered("a");
        entered("b");
        CompletableFuture<Entrance> third = entering(Duration.ofMinutes(1));

        waiting.leave(a);

        await().until(third::isDone);
        assertThat(third.join()).isInstanceOf(Entrance.In.class);
        assertThat(waiting.inside()).isEqualTo(2);
    }

    @Test
    void oneThatWaitsForRoomIsTurnedAwayWhenTheDeskShuts() throws Exception {
        entered("a");
        entered("b");
        CompletableFuture<Entrance> third = entering(Duration.ofMinutes(1));

        assertThat(waiting.shut()).isNotDone();

        await().until(third::isDone);
        assertThat(third.join()).isEqualTo(new Entrance.Closed());
    }

    @Test
    void roomIsWaitedForNoLongerThanAsked() throws Exception {
        entered("a");
        entered("b");

        assertThat(waiting.enter(Duration.ofMillis(5))).isEqualTo(new Entrance.Full());
    }

    @Test
    void aFailedPublishGivesItsPlaceBack() throws Exception {
        Place a = in();
        in();

        waiting.withdraw(a);

        assertThat(waiting.inside()).isEqualTo(1);
        assertThat(in().result()).isNotDone();
    }

    @Test
    void leavingTwiceCountsOnce() throws Exception {
        Place a = entered("a");
        entered("b");

        waiting.leave(a);
        waiting.leave(a);

        assertThat(waiting.inside()).isEqualTo(1);
    }

    @Test
    void oneThatLeftBeforeItsAcknowledgementIsNotExpectedAfterIt() throws Exception {
        Place gone = in();
        Place stays = in();
        waiting.leave(gone);

        waiting.expect(gone, "a");
        waiting.arrived(result("a"));
        waiting.arrived(result("b"));
        waiting.expect(stays, "b");

        assertThat(gone.result()).isNotDone();
        assertThat(stays.result()).isCompletedWithValue(result("b"));
        assertThat(waiting.inside()).isEqualTo(1);
    }

    @Test
    void afterShutNobodyEntersAndTheLastToLeaveIsReported() throws Exception {
        Place a = entered("a");
        CompletableFuture<?> empty = waiting.shut();
        assertThat(waiting.enter(Duration.ZERO)).isEqualTo(new Entrance.Closed());
        waiting.arrived(result("a"));
        assertThat(a.result()).isCompleted();
        assertThat(empty).isNotDone();

        waiting.leave(a);

        assertThat(empty).isCompleted();
    }

    @Test
    void releaseEndsEveryWaitAlsoOneThatBeginsAfterIt() throws Exception {
        Place a = entered("a");
        Place b = in();

        waiting.release();
        waiting.expect(b, "b");

        assertThat(a.result()).isCancelled();
        assertThat(b.result()).isCancelled();
    }

    private Place entered(String id) throws InterruptedException {
        Place place = in();
        waiting.expect(place, id);
        return place;
    }

    private Place in() throws InterruptedException {
        Entrance entrance = waiting.enter(Duration.ZERO);
        assertThat(entrance).isInstanceOf(Entrance.In.class);
        return ((Entrance.In) entrance).place();
    }

    /** On a thread of its own, which has begun to wait when this returns. */
    private CompletableFuture<Entrance> entering(Duration roomWithin) {
        CompletableFuture<Entrance> entrance = new CompletableFuture<>();
        Thread thread =
                Thread.ofPlatform()
                        .start(() -> {
                            try {
                                entrance.complete(waiting.enter(roomWithin));
                            } catch (InterruptedException e) {
                                entrance.completeExceptionally(e);
                            }
                        });
        await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
        return entrance;
    }

    private static InferenceResult result(String id) {
        return Results.answered(id, "{}");
    }
}
