package dev.sluice.worker.lane.pace;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What an answer says about limits of one kind, beside what the lane had started by then.
 *
 * @param limit per window
 * @param sentAt when the call went out, and what had been started by then, with it
 * @param answeredAt when the answer came, and what had been started by then
 * @param alone whether nothing is on its way, so that the count is the truth
 */
record Said(
        OptionalLong limit,
        OptionalLong remaining,
        Optional<Duration> reset,
        long sentAt,
        double startedBefore,
        long answeredAt,
        double startedInAll,
        boolean alone) {

    /** A reset that is farther away is that of a day or of something longer. */
    private static final Duration FAR = Duration.ofHours(1);

    boolean ofLongWindow() {
        return reset.filter(time -> time.compareTo(FAR) > 0).isPresent();
    }

    boolean ranOut() {
        return remaining.isPresent() && remaining.getAsLong() <= 0;
    }

    /** Never above what is left, less what others shall find. */
    double upperBound(Bucket bucket, double reserve) {
        double since = startedInAll - startedBefore;
        double grown = Math.max(0, bucket.refill(answeredAt - sentAt) - since);
        return remaining.orElse(Long.MAX_VALUE) - reserve + grown + 1;
    }

    OtherUsers.Count count() {
        return new OtherUsers.Count(
                (double) remaining.orElse(0),
                sentAt,
                startedBefore,
                answeredAt,
                startedInAll,
                reset);
    }
}
