package dev.sluice.client.kafka;

import dev.sluice.client.wire.OutgoingRequest;
import dev.sluice.schemas.id.RequestId;
import dev.sluice.schemas.record.InferenceResult;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes requests and waits for their results. Any thread; the waiting ones are expected to be
 * virtual.
 */
public final class RequestDesk implements ResultsReader.Listener {

    /** What became of a wish to publish. */
    public sealed interface Opening {
        /** It is on its way. */
        record Sent(OpenRequest request) implements Opening {}

        /** As many wait as may. */
        record Full() implements Opening {}

        /** The desk closes. */
        record Closed() implements Opening {}
    }

    /** A request that has a place at the desk and was sent. It must be awaited, or leave. */
    public static final class OpenRequest {
        private final WaitingRequests.Place place;
        private final CompletableFuture<RequestId> id;

        private OpenRequest(WaitingRequests.Place place, CompletableFuture<RequestId> id) {
            this.place = place;
            this.id = id;
        }

        /**
         * Completes when Kafka acknowledges it, at the latest when the publisher gives up; on the
         * publisher's thread, which must not be held up.
         */
        public CompletableFuture<RequestId> id() {
            return id;
        }
    }

    /** What became of a publish. */
    public sealed interface Submission {
        /** It stands in the log under this id. */
        record Accepted(RequestId id, OpenRequest request) implements Submission {}

        /** As many wait as may. */
        record Full() implements Submission {}

        /** The desk closes. */
        record Closed() implements Submission {}

        /** Kafka did not acknowledge it; after a timeout it may stand in the log all the same. */
        record Unacknowledged(String reason) implements Submission {}
    }

    /** How the wait for a result ended. */
    public sealed interface Reply {
        /** With the result. */
        record Arrived(InferenceResult result) implements Reply {}

        /** Without: it was waited for long enough. */
        record Late() implements Reply {}

        /** Without: the desk closes. */
        record Closed() implements Reply {}
    }

    private static final Logger LOG = LoggerFactory.getLogger(RequestDesk.class);

    /** Longer than the door's producer tries, so that this ends a wait only where that hangs. */
    private static final Duration ACKNOWLEDGED_WITHIN = Duration.ofSeconds(25);

    private static final int EARLY_MAX = 10_000;
    private static final long EARLY_BYTES_MAX = 64L * 1024 * 1024;

    private final RequestPublisher publisher;
    private final InstantSource clock;
    private final WaitingRequests waiting;
    private final CompletableFuture<@Nullable Void> listening = new CompletableFuture<>();
    private volatile Optional<String> stopped = Optional.empty();

    /**
     * @param waitingMax requests that are open at the same time
     */
    public RequestDesk(RequestPublisher publisher, InstantSource clock, int waitingMax) {
        this.publisher = publisher;
        this.clock = clock;
        this.waiting =
                new WaitingRequests(waitingMax, new EarlyResults(EARLY_MAX, EARLY_BYTES_MAX));
    }

    /**
     * Publishes without waiting for the acknowledgement: what one thread sends stays in order.
     *
     * @param roomWithin how long this may block while as many wait as may
     */
    public Opening open(OutgoingRequest request, Duration roomWithin) throws InterruptedException {
        return switch (waiting.enter(roomWithin)) {
            case WaitingRequests.Entrance.In(WaitingRequests.Place place) ->
                    new Opening.Sent(send(place, request));
            case WaitingRequests.Entrance.Full() -> new Opening.Full();
            case WaitingRequests.Entrance.Closed() -> new Opening.Closed();
        };
    }

    /** The result is expected from the very acknowledgement on, on the publisher's thread. */
    private OpenRequest send(WaitingRequests.Place place, OutgoingRequest request) {
        CompletableFuture<RequestId> sent =
                publisher
                        .publish(request)
                        .whenComplete((id, failure) -> acknowledged(place, id, failure));
        return new OpenRequest(place, sent);
    }

    private void acknowledged(
            WaitingRequests.Place place, @Nullable RequestId id, @Nullable Throwable failure) {
        if (failure == null && id != null) {
            waiting.expect(place, id.toString());
        } else {
            waiting.withdraw(place);
        }
    }

    /** Publishes and waits for the acknowledgement. What it accepts must be awaited. */
    public Submission submit(OutgoingRequest request) {
        try {
            return switch (open(request, Duration.ZERO)) {
                case Opening.Sent(OpenRequest sent) -> acknowledgement(sent);
                case Opening.Full() -> new Submission.Full();
                case Opening.Closed() -> new Submission.Closed();
            };
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Submission.Closed();
        }
    }

    private Submission acknowledgement(OpenRequest sent) {
        try {
            RequestId id = sent.id().get(ACKNOWLEDGED_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
            return new Submission.Accepted(id, sent);
        } catch (ExecutionException e) {
            leave(sent);
            return new Submission.Unacknowledged(String.valueOf(e.getCause()));
        } catch (TimeoutException e) {
            leave(sent);
            return new Submission.Unacknowledged("no acknowledgement");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            leave(sent);
            return new Submission.Closed();
        }
    }

    /** Waits for the result and gives the place back. The request goes on whatever comes of it. */
    public Reply await(OpenRequest request, Instant until) {
        long millis = Math.max(0, Duration.between(clock.instant(), until).toMillis());
        try {
            return new Reply.Arrived(request.place.result().get(millis, TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return new Reply.Late();
        } catch (CancellationException | ExecutionException e) {
            return new Reply.Closed();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Reply.Closed();
        } finally {
            leave(request);
        }
    }

    /** Nobody waits for this one any more. */
    public void leave(OpenRequest request) {
        waiting.leave(request.place);
    }

    @Override
    public void onResult(InferenceResult result) {
        waiting.arrived(result);
    }

    @Override
    public void onCaughtUp() {
        listening.complete(null);
    }

    /** Ends every wait, so that nobody waits for what cannot come. */
    @Override
    public void onStopped(String why) {
        stopped = Optional.of(why);
        listening.completeExceptionally(new KafkaException(why));
        waiting.release();
    }

    /** Why no result comes any more; empty while they are read, and after {@link #close}. */
    public Optional<String> stopped() {
        return stopped;
    }

    /**
     * Waits until a result that is written from now on will be seen.
     *
     * @throws KafkaException where that does not come within {@code max}
     */
    public void awaitListening(Duration max) throws InterruptedException {
        try {
            listening.get(max.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new KafkaException("no results could be read for " + max, e);
        } catch (ExecutionException e) {
            throw new KafkaException(String.valueOf(e.getCause()), e);
        }
    }

    /** Requests that have entered and not left. */
    public int waiting() {
        return waiting.inside();
    }

    /**
     * Takes no more requests, gives those who wait {@code drain} for their results, and ends the
     * wait of the rest.
     */
    public void close(Duration drain) {
        try {
            waiting.shut().get(drain.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            LOG.atWarn().addKeyValue("waiting", waiting()).log("closing with requests waiting");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            waiting.release();
        }
    }
}
