package dev.sluice.client;

import dev.sluice.client.kafka.GroupReader;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A member of a group that reads results. Any thread. */
public final class ResultsSubscription implements AutoCloseable {

    private final GroupReader reader;
    private final Duration drain;

    ResultsSubscription(GroupReader reader, Duration drain) {
        this.reader = reader;
        this.drain = drain;
    }

    /** Completes when no result comes any more: exceptionally with what stopped it. */
    public CompletableFuture<@Nullable Void> ended() {
        return reader.ended().copy();
    }

    /** Why it stopped by itself; empty while it runs, and after it was closed. */
    public Optional<Throwable> failure() {
        CompletableFuture<@Nullable Void> ended = reader.ended();
        return ended.isCompletedExceptionally()
                ? Optional.of(ended.exceptionNow())
                : Optional.empty();
    }

    /**
     * Lets the listener end what it has, commits, and leaves the group. A listener that takes
     * longer than the client's {@code drain} is interrupted.
     */
    @Override
    public void close() {
        close(drain);
    }

    void close(Duration max) {
        reader.close(max);
    }
}
