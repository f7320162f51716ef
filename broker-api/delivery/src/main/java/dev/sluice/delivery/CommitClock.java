package dev.sluice.delivery;

import java.time.Duration;
import java.time.Instant;

/**
 * When a courier that had nothing to deliver commits how far it read. With something to deliver it
 * commits that with it.
 */
public record CommitClock(long committed, Instant at) {

    /** A restart reads at most so much of other customers' results again. */
    static final Duration AFTER_READING = Duration.ofSeconds(5);

    /** Brokers forget an offset that nobody commits again, after 7 days by default. */
    static final Duration KEEP_ALIVE = Duration.ofHours(6);

    public boolean due(long position, Instant now) {
        Duration wait = position > committed ? AFTER_READING : KEEP_ALIVE;
        return !now.isBefore(at.plus(wait));
    }
}
