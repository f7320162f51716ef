package dev.sluice.worker.lane.pace;

import dev.sluice.config.Limit;
import dev.sluice.config.Window;
import java.time.Duration;
import java.util.OptionalLong;

/** How much a limit allows at once where its configuration does not say. */
final class BucketSize {

    /** Shorter windows are paced; one of an hour may be used at once, as longer ones. */
    static final Duration SHORT_WINDOW = Duration.ofHours(1);

    private BucketSize() {}

    /**
     * @param share of the limit that is to be used, above 0 to 1
     * @throws IllegalArgumentException for a limit that counts no window
     */
    static Bucket of(Limit limit, double share, long now) {
        return switch (limit) {
            case Limit.Requests(long count, Window per, OptionalLong burst) ->
                    bucket(count * share, per, burst, share, 1, now);
            case Limit.Tokens(long count, Window per, OptionalLong burst) ->
                    bucket(count * share, per, burst, share, 10, now);
            case Limit.Concurrent _, Limit.OfTenants _ ->
                    throw new IllegalArgumentException("no bucket for " + limit.name());
        };
    }

    /**
     * Providers that state "600 a minute" refill all the time, and several enforce it in slices of
     * a second: so only a second's worth of requests at once (two at least: one is the margin), and
     * ten seconds' worth of tokens, since a single request takes many. Too small costs the first
     * moment of a burst; too large costs 429s in each.
     */
    private static Bucket bucket(
            double all, Window per, OptionalLong burst, double share, int seconds, long now) {
        double perSecond = all / per.length().toSeconds();
        boolean paced = per.length().compareTo(SHORT_WINDOW) < 0;
        double slice = Math.max(2, Math.ceil(perSecond * seconds));
        double unsaid = paced ? Math.min(Math.max(1, all), slice) : all;
        double said = burst.isPresent() ? Math.max(1, burst.getAsLong() * share) : unsaid;
        return new Bucket(said, perSecond, now);
    }
}
