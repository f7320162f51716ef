package dev.sluice.dispatcher.admission.quota;

import java.time.Duration;
import java.time.Instant;

/**
 * How fast what is held at a limit comes back: the moving mean of the time between two. Only an
 * estimate can be given there, since nobody knows when a call ends.
 *
 * @param lastMillis when something came back last, of the epoch; 0: never yet
 * @param meanMillis between two that came back; 0: not known yet
 */
record Pace(long lastMillis, long meanMillis) {

    static final Pace UNKNOWN = new Pace(0, 0);

    /** A pause of no calls says nothing about how long calls take. */
    private static final long GAP_MAX = Duration.ofSeconds(60).toMillis();

    private static final int WEIGHT_OF_PAST = 8;

    /** Where nothing is known, and never less than is worth a client's while. */
    private static final Duration UNTOLD = Duration.ofSeconds(1);

    private static final Duration LEAST = Duration.ofMillis(100);

    /** With one more that came back; a clock that goes back counts as no time. */
    Pace released(Instant now) {
        long millis = now.toEpochMilli();
        if (lastMillis == 0) {
            return new Pace(millis, 0);
        }
        long gap = Math.clamp(millis - lastMillis, 0, GAP_MAX);
        long mean =
                meanMillis == 0
                        ? gap
                        : Math.ceilDiv(meanMillis * (WEIGHT_OF_PAST - 1) + gap, WEIGHT_OF_PAST);
        return new Pace(millis, mean);
    }

    /** Until the next one may be expected: 100 ms to 60 s, a second where nothing is known. */
    Duration next() {
        if (meanMillis == 0) {
            return UNTOLD;
        }
        Duration mean = Duration.ofMillis(meanMillis);
        return mean.compareTo(LEAST) < 0 ? LEAST : mean;
    }
}
