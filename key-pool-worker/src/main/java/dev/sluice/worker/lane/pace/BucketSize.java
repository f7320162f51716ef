package dev.sluice.worker.lane.pace;

import dev.sluice.config.Limit;
import dev.sluice.config.Window;
import java.time.Duration;
import java.util.OptionalLong;

/** How much a limit allows at once where its configuration does not say. */
final class BucketSize {

    /** Windows up to this are paced; longer ones are allowances that may be used at once. */
    static final Duration SHORT_WINDOW = Duration.ofHours(1);

    private BucketSize() {}

    static Bucket of(Limit.Requests limit, long now) {
        return bucket(limit.count(), limit.per(), limit.burst(), 1, now);
    }

    static Bucket of(Limit.Tokens limit, long now) {
        return bucket(limit.count(), limit.per(), limit.burst(), 10, now);
    }

    /**
     * Providers that state "600 a minute" refill all the time, and several enforce it in slices of
     * a second: so only a second's worth of requests at once (two at least: one is the margin), and
     * ten seconds' worth of tokens, since a single request takes many. Too small costs the first
     * moment of a burst; too large costs 429s in each.
     */
    private static Bucket bucket(
            long count, Window per, OptionalLong burst, int seconds, long now) {
        double all = (double) count;
        double perSecond = all / per.length().toSeconds();
        boolean paced = per.length().compareTo(SHORT_WINDOW) < 0;
        double slice = Math.max(2, Math.ceil(perSecond * seconds));
        double unsaid = paced ? Math.min(all, slice) : all;
        return new Bucket(burst.isPresent() ? (double) burst.getAsLong() : unsaid, perSecond, now);
    }
}
