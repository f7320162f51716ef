package dev.sluice.client;

import dev.sluice.client.SluiceException.Reason;
import dev.sluice.client.kafka.Connection;
import dev.sluice.client.kafka.RequestPublisher;
import dev.sluice.client.wire.OutgoingCancel;
import dev.sluice.schemas.id.RequestId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks Sluice through Kafka. One client serves a whole program: it is made for many asks at once,
 * from any thread.
 *
 * <p>Its Kafka clients are opened when they are used first, so the first call of each kind may
 * block for 30 s more. Threads: one that reads results for {@code ask} (a daemon), one for each
 * subscription, and those of Kafka's own clients. What depends on a future that this returns runs
 * on a virtual thread and may block.
 */
public final class SluiceClient implements AutoCloseable {

    private final ClientOptions options;
    private final Connection connection;
    private final InstantSource clock;
    private final Answers answers;
    private final List<ResultsSubscription> subscriptions = new CopyOnWriteArrayList<>();
    private volatile boolean closed;

    private SluiceClient(ClientOptions options, Connection connection, InstantSource clock) {
        this.options = options;
        this.connection = connection;
        this.clock = clock;
        this.answers = new Answers(connection, options, clock);
    }

    /**
     * Sees that Kafka is there, within 30 s.
     *
     * @throws SluiceException {@code UNREACHABLE}
     */
    public static SluiceClient connect(ClientOptions options) {
        InstantSource clock = InstantSource.system();
        Connection connection =
                reaching(
                        options,
                        () ->
                                Connection.open(
                                        options.access(),
                                        options.source(),
                                        options.registry(),
                                        new Connection.Bounds(
                                                options.bounds().maxInFlight(),
                                                options.bounds().maxBlock()),
                                        clock));
        return new SluiceClient(options, connection, clock);
    }

    /**
     * Publishes the request and completes with its result, whatever that is: also a refusal is one.
     *
     * <p>Blocks while as many are open as may. The future fails with a {@link SluiceException}: for
     * want of room, where Kafka does not take the request, or when no result came until the
     * deadline and the grace after it. To cancel the future gives its place back; the request goes
     * on, is charged, and its result stands in the topic.
     */
    public CompletableFuture<Result> ask(Request request) {
        if (closed) {
            return CompletableFuture.failedFuture(Answers.closed());
        }
        try {
            return reaching(options, () -> askUninterrupted(request));
        } catch (SluiceException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private CompletableFuture<Result> askUninterrupted(Request request) {
        try {
            return answers.ask(request);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SluiceException(
                    Reason.NO_ROOM, "interrupted while waiting: nothing was published", e);
        }
    }

    /**
     * Publishes the request and completes with its id when Kafka has it. Blocks while too much
     * waits to be sent. The future fails with a {@link SluiceException}; to cancel it changes
     * nothing.
     */
    public CompletableFuture<RequestId> publish(Request request) {
        return sent(publisher -> publisher.publish(options.outgoing(request)));
    }

    /**
     * Asks that a request be ended: one that waits is withdrawn; one whose call runs has its result
     * at once and is charged when the call ends. Its result is then {@code CANCELLED}, unless it
     * had another one before. Only requests of the same customer are ended; to ask twice changes
     * nothing. Completes when Kafka has the wish; fails as {@link #publish}.
     *
     * @param reason for people, in the result and the audit log
     */
    public CompletableFuture<RequestId> cancel(RequestId request, String reason) {
        OutgoingCancel cancel = options.outgoing(request, reason);
        return sent(publisher -> publisher.cancel(cancel));
    }

    private CompletableFuture<RequestId> sent(
            Function<RequestPublisher, CompletableFuture<RequestId>> record) {
        if (closed) {
            return CompletableFuture.failedFuture(Answers.closed());
        }
        CompletableFuture<RequestId> acknowledged = new CompletableFuture<>();
        try {
            CompletableFuture<RequestId> _ =
                    record.apply(reaching(options, connection::publisher))
                            .whenCompleteAsync(
                                    (id, failure) -> tell(acknowledged, id, failure),
                                    Thread::startVirtualThread);
        } catch (SluiceException e) {
            acknowledged.completeExceptionally(e);
        }
        return acknowledged;
    }

    private static void tell(
            CompletableFuture<RequestId> acknowledged,
            @Nullable RequestId id,
            @Nullable Throwable failure) {
        if (failure == null && id != null) {
            acknowledged.complete(id);
        } else {
            acknowledged.completeExceptionally(
                    SluiceException.notPublished(
                            failure == null ? new IllegalStateException("no id") : failure));
        }
    }

    /**
     * Reads results as a member of a durable consumer group, at least once: the offset of a result
     * is committed after the listener returned from it. A new group begins with what is there (7
     * days). A listener that throws stops the subscription, which shows it; nothing is skipped.
     *
     * @param group name of the consumer group; its members share the results between them
     * @throws SluiceException {@code UNREACHABLE} where the topic of results cannot be read, {@code
     *     CLOSED} after {@link #close}
     */
    public ResultsSubscription results(String group, ResultListener listener) {
        if (closed) {
            throw Answers.closed();
        }
        ResultsSubscription subscription =
                reaching(
                        options,
                        () ->
                                new ResultsSubscription(
                                        connection.read(
                                                group,
                                                result -> listener.onResult(Result.of(result))),
                                        options.bounds().drain()));
        subscriptions.add(subscription);
        CompletableFuture<@Nullable Void> _ =
                subscription.ended().whenComplete((_, _) -> subscriptions.remove(subscription));
        if (closed) {
            subscription.close(); // this call and close() crossed
        }
        return subscription;
    }

    /** Asks without an answer. */
    public int inFlight() {
        return connection.inFlight();
    }

    /**
     * Takes nothing new, ends subscriptions after the result that they have, and gives open asks
     * {@code drain} for their answers. Those that are open then fail; their requests go on.
     */
    @Override
    public void close() {
        closed = true;
        Instant until = clock.instant().plus(options.bounds().drain());
        subscriptions.forEach(each -> each.close(left(until)));
        connection.close(left(until));
    }

    private Duration left(Instant until) {
        Duration left = Duration.between(clock.instant(), until);
        return left.isNegative() ? Duration.ZERO : left;
    }

    private static <T> T reaching(ClientOptions options, Supplier<T> call) {
        try {
            return call.get();
        } catch (SluiceException e) {
            throw e;
        } catch (IllegalStateException e) {
            throw Answers.closed();
        } catch (RuntimeException e) {
            throw new SluiceException(
                    Reason.UNREACHABLE,
                    "cannot use the Kafka at %s: %s"
                            .formatted(options.access().bootstrapServers(), e.getMessage()),
                    e);
        }
    }
}
