package dev.sluice.worker.lane;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The time of a decision, on two clocks.
 *
 * @param instant for deadlines and what is written down
 * @param nanos monotonic, for pace and ages: a clock that is set must not make a lane run
 */
public record Now(Instant instant, long nanos) {

    private static final long FAR = Duration.ofDays(3650).toNanos();

    public Now plus(Duration time) {
        return new Now(instant.plus(time), nanos + time.toNanos());
    }

    /** What the monotonic clock showed, or will show, at an instant, ten years away at most. */
    long nanosOf(Instant at) {
        Duration ahead = Duration.between(instant, at);
        boolean near = Math.abs(ahead.toDays()) < 3650;
        return nanos + (near ? ahead.toNanos() : ahead.isNegative() ? -FAR : FAR);
    }

    /**
     * The first whole millisecond that is not before, give or take a tenth of one: records know no
     * finer time, and the two clocks drift by less.
     */
    Instant millisOf(long at) {
        return instantOf(at).plusNanos(900_000).truncatedTo(ChronoUnit.MILLIS);
    }

    /** The instant at which the monotonic clock will show {@code at}. */
    Instant instantOf(long at) {
        return instant.plusNanos(at - nanos);
    }
}
