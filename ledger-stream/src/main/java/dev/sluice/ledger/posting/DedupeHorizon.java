package dev.sluice.ledger.posting;

import dev.sluice.schemas.topic.Topics;
import java.time.Duration;
import java.time.Instant;

/**
 * How long a second end of an attempt is recognised, in the time of the records.
 *
 * @param length at least the retention of the lanes' journal, from which second ends are made
 */
public record DedupeHorizon(Duration length) {

    /** The journal's retention and a day. */
    public static final DedupeHorizon DEFAULT =
            new DedupeHorizon(Topics.ATTEMPTS.retention().orElseThrow().plusDays(1));

    /** On which side of the horizon a record stands. */
    public enum Age {
        WITHIN,
        BEYOND
    }

    /** Charges from before this may be forgotten. */
    public Instant start(Instant seenUpTo) {
        return seenUpTo.minus(length);
    }

    /** Whether a charge of the same attempt may have been forgotten already. */
    public Age ageOf(Instant recordTime, Instant seenUpTo) {
        return recordTime.isBefore(start(seenUpTo)) ? Age.BEYOND : Age.WITHIN;
    }
}
