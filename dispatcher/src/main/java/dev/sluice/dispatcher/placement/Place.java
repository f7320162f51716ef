package dev.sluice.dispatcher.placement;

import dev.sluice.schemas.id.AttemptId;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;

/**
 * Where an attempt stands in its line: the earliest deadline first, then the order of arrival.
 *
 * @param deadlineMillis since the epoch
 * @param arrival offset in {@code inference.admitted}
 */
record Place(LineId line, long deadlineMillis, long arrival, AttemptId attempt)
        implements Comparable<Place> {

    /** The order of the keys: else what stands between two places could be skipped in the store. */
    private static final Comparator<Place> ORDER =
            Comparator.comparingLong(Place::deadlineMillis)
                    .thenComparingLong(Place::arrival)
                    .thenComparing(LineKeys::place, Arrays::compareUnsigned);

    boolean overdueAt(Instant now) {
        return deadlineMillis <= now.toEpochMilli();
    }

    @Override
    public int compareTo(Place other) {
        return ORDER.compare(this, other);
    }
}
