package dev.sluice.client;

import dev.sluice.client.SluiceException.Reason;
import dev.sluice.client.kafka.Connection;
import dev.sluice.client.kafka.RequestDesk;
import dev.sluice.client.kafka.RequestDesk.OpenRequest;
import dev.sluice.client.kafka.RequestDesk.Opening;
import dev.sluice.client.kafka.RequestDesk.Reply;
import dev.sluice.schemas.id.RequestId;
import dev.sluice.schemas.record.InferenceResult;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * Asks. Each open one has a virtual thread of its own, which waits for the result and then runs
 * what depends on the future: so that may block, and may ask again.
 */
final class Answers {

    private final Connection connection;
    private final ClientOptions options;
    private final InstantSource clock;

    Answers(Connection connection, ClientOptions options, InstantSource clock) {
        this.connection = connection;
        this.options = options;
        this.clock = clock;
    }

    /** Publishes on the calling thread, so that what one thread asks stays in order. */
    CompletableFuture<Result> ask(Request wish) throws InterruptedException {
        Request request = wish.orDeadline(options.bounds().deadline());
        RequestDesk desk = connection.desk();
        return switch (desk.open(options.outgoing(request), options.bounds().maxBlock())) {
            case Opening.Sent(OpenRequest sent) -> answer(desk, sent, request);
            case Opening.Full() -> CompletableFuture.failedFuture(full());
            case Opening.Closed() -> CompletableFuture.failedFuture(closed(desk));
        };
    }

    private CompletableFuture<Result> answer(RequestDesk desk, OpenRequest sent, Request request) {
        CompletableFuture<Result> answer = new CompletableFuture<>();
        Thread waiter =
                Thread.ofVirtual()
                        .name("sluice-answer")
                        .unstarted(() -> settle(answer, desk, sent, request));
        // Whoever cancels it, or ends it in another way, gives the place back.
        CompletableFuture<Result> _ =
                answer.whenComplete((_, _) -> {
                    if (!Thread.currentThread().equals(waiter)) {
                        waiter.interrupt();
                    }
                });
        waiter.start();
        return answer;
    }

    private void settle(
            CompletableFuture<Result> answer, RequestDesk desk, OpenRequest sent, Request request) {
        try {
            answer.complete(await(desk, sent, request));
        } catch (InterruptedException e) {
            answer.cancel(false);
        } catch (RuntimeException e) {
            answer.completeExceptionally(e);
        }
    }

    private Result await(RequestDesk desk, OpenRequest sent, Request request)
            throws InterruptedException {
        try {
            RequestId id = sent.id().get();
            Instant until = request.deadlineFrom(clock.instant()).plus(options.bounds().grace());
            return switch (desk.await(sent, until)) {
                case Reply.Arrived(InferenceResult result) -> Result.of(result);
                case Reply.Late() -> throw late(id, until);
                case Reply.Closed() -> throw closedBefore(desk, id);
            };
        } catch (ExecutionException e) {
            throw SluiceException.notPublished(e.getCause() == null ? e : e.getCause());
        } finally {
            desk.leave(sent);
        }
    }

    private SluiceException late(RequestId id, Instant until) {
        String partition =
                options.source()
                        .customer()
                        .map(customer ->
                                "; only results of customer %s are read".formatted(customer))
                        .orElse("");
        String unreadable =
                connection
                        .unreadable()
                        .map(why -> "; the newest record that could not be read: " + why)
                        .orElse("");
        return new SluiceException(
                Reason.NO_RESULT,
                "no result of request %s until %s; it may still come to %s%s%s"
                        .formatted(id, until, options.source().topic(), partition, unreadable),
                Optional.of(id));
    }

    private SluiceException full() {
        return new SluiceException(
                Reason.NO_ROOM,
                "%d asks were open for %s: nothing was published"
                        .formatted(options.bounds().maxInFlight(), options.bounds().maxBlock()),
                Optional.empty());
    }

    private SluiceException closedBefore(RequestDesk desk, RequestId id) {
        return new SluiceException(
                Reason.CLOSED,
                "the client %s before the result of request %s came; it comes to %s all the same"
                        .formatted(
                                desk.stopped().map(Answers::stoppedReading).orElse("closed"),
                                id,
                                options.source().topic()),
                Optional.of(id));
    }

    private static SluiceException closed(RequestDesk desk) {
        return desk.stopped()
                .map(why ->
                        new SluiceException(
                                Reason.CLOSED,
                                "the client %s: nothing was published; make another client"
                                        .formatted(stoppedReading(why)),
                                Optional.empty()))
                .orElseGet(Answers::closed);
    }

    private static String stoppedReading(String why) {
        return "stopped reading results (" + why + ")";
    }

    static SluiceException closed() {
        return new SluiceException(
                Reason.CLOSED, "the client is closed: nothing was published", Optional.empty());
    }
}
