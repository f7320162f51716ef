package dev.sluice.door.kafka;

import dev.sluice.door.OutgoingRequest;
import dev.sluice.schemas.id.RequestId;
import dev.sluice.schemas.record.InferenceResult;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes requests and waits for their results. Any thread; the waiting ones are expected to be
 * virtual.
 */
public final class RequestDesk implements ResultsReader.Listener {

    /** What became of a publish. */
    public sealed interface Submission {
        /** It stands in the log under this id. */
        record Accepted(RequestId id, CompletableFuture<InferenceResult> result)
                implements Submission {}

        /** As many wait as may. */
        record Full() implements Submission {}

        /** The door closes. */
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

        /** Without: the door closes. */
        record Closed() implements Reply {}
    }

    private static final Logger LOG = LoggerFactory.getLogger(RequestDesk.class);

    /** Longer than the producer itself tries, so that this ends a wait only where that hangs. */
    private static final Duration ACKNOWLEDGED_WITHIN = Duration.ofSeconds(25);

    private static final int EARLY_MAX = 10_000;
    private static final long EARLY_BYTES_MAX = 64L * 1024 * 1024;

    private final RequestPublisher publisher;
    private final InstantSource clock;
    private final WaitingRequests waiting;

    /**
     * @param waitingMax requests between {@code submit} and the end of their {@code await}
     */
    public RequestDesk(RequestPublisher publisher, InstantSource clock, int waitingMax) {
        this.publisher = publisher;
        this.clock = clock;
        this.waiting =
                new WaitingRequests(waitingMax, new EarlyResults(EARLY_MAX, EARLY_BYTES_MAX));
    }

    /** Publishes and waits for the acknowledgement. What it accepts must be awaited. */
    public Submission submit(OutgoingRequest request) {
        return switch (waiting.enter()) {
            case FULL -> new Submission.Full();
            case CLOSED -> new Submission.Closed();
            case IN -> publish(request);
        };
    }

    private Submission publish(OutgoingRequest request) {
        try {
            RequestId id =
                    publisher
                            .publish(request)
                            .get(ACKNOWLEDGED_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
            return new Submission.Accepted(id, waiting.expect(id.toString()));
        } catch (ExecutionException e) {
            waiting.withdraw();
            return new Submission.Unacknowledged(String.valueOf(e.getCause()));
        } catch (TimeoutException e) {
            waiting.withdraw();
            return new Submission.Unacknowledged("no acknowledgement");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            waiting.withdraw();
            return new Submission.Closed();
        }
    }

    /** Waits for the result. The request goes on whatever comes of that. */
    public Reply await(Submission.Accepted accepted, Instant until) {
        long millis = Math.max(0, Duration.between(clock.instant(), until).toMillis());
        try {
            return new Reply.Arrived(accepted.result().get(millis, TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return new Reply.Late();
        } catch (CancellationException | ExecutionException e) {
            return new Reply.Closed();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Reply.Closed();
        } finally {
            waiting.leave(accepted.id().toString());
        }
    }

    @Override
    public void onResult(InferenceResult result) {
        waiting.arrived(result);
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
