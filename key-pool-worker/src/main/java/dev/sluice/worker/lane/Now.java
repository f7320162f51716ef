package dev.sluice.worker.lane;

import java.time.Duration;
import java.time.Instant;

/**
 * The time of a decision, on two clocks.
 *
 * @param instant for deadlines and what is written down
 * @param nanos monotonic, for pace and ages: a clock that is set must not make a lane run
 */
public record Now(Instant instant, long nanos) {

    public Now plus(Duration time) {
        return new Now(instant.plus(time), nanos + time.toNanos());
    }

    /** The instant at which the monotonic clock will show {@code at}. */
    Instant instantOf(long at) {
        return instant.plusNanos(at - nanos);
    }

    /** What the monotonic clock showed at that instant. */
    long nanosOf(Instant at) {
        return nanos + Duration.between(instant, at).toNanos();
    }
}
