package dev.sluice.worker.lane.pace;

import dev.sluice.config.Limit;
import java.util.Optional;

/**
 * One limit of an hour or less, or the search for one that nobody named: a bucket that refills as
 * fast as the limit says, less what others use of it, and no faster than the provider took. Owned
 * by the lane's thread.
 */
final class PacedLimit {

    /**
     * Where a limit is not known, so much of a second's worth goes out at once, and four at least.
     */
    private static final double SEARCH_SECONDS = 0.25;

    private static final double SEARCH_BURST = 5;

    /** After a refusal nobody knows how much goes out at once: one, and the margin. */
    private static final double FOUND_BURST = 2;

    private final Optional<Limit> limit;
    private final double full;
    private final Bucket bucket;
    private final GoodRate good;
    private final OtherUsers others = new OtherUsers();

    private PacedLimit(Optional<Limit> limit, Bucket bucket, GoodRate good, double full) {
        this.limit = limit;
        this.bucket = bucket;
        this.good = good;
        this.full = full;
    }

    /**
     * @param share of the limit that is not left to others, above 0 to 1
     */
    static PacedLimit of(Limit limit, double share, long now) {
        Bucket bucket = BucketSize.of(limit, share, now);
        return new PacedLimit(Optional.of(limit), bucket, GoodRate.unbounded(), bucket.perSecond());
    }

    /** Nobody named a limit: it begins with so many a second. */
    static PacedLimit search(double perSecond, long now) {
        return new PacedLimit(
                Optional.empty(),
                new Bucket(SEARCH_BURST, perSecond, now),
                GoodRate.slowStart(perSecond),
                Double.POSITIVE_INFINITY);
    }

    /** The limit itself; empty while one is searched for. */
    Optional<Limit> limit() {
        return limit;
    }

    Bucket bucket() {
        return bucket;
    }

    void take(long now, double amount, double tripSeconds) {
        bucket.take(now, amount);
        good.took(now, amount, full - others.perSecond(), tripSeconds);
        retune(now);
    }

    /** Whether the rate that is gone by was found out by a refusal. */
    boolean learned() {
        return good.learned();
    }

    void refused(long takenAt, long now, double amount) {
        bucket.lower(now, 0);
        if (limit.isPresent()) {
            others.unexplained(full);
            retune(now);
        }
        if (good.refused(takenAt, now, amount, full - others.perSecond())) {
            retune(now);
        }
    }

    /**
     * Corrects by what the provider counted.
     *
     * @param share of the limit that is used: the rest is never counted as ours
     */
    void said(Said said, double share) {
        double most =
                Math.min(others.most(bucket.burst()), (double) said.limit().orElse(Long.MAX_VALUE));
        double reserve = (1 - share) * most;
        bucket.lower(said.answeredAt(), Math.max(0, said.upperBound(bucket, reserve)));
        // The provider refills what is left to others, too: raised by that, it would be used.
        if (said.alone() && share >= 1) {
            bucket.raise(said.answeredAt(), (double) said.remaining().orElse(0));
        }
        if (limit.isPresent()) {
            others.counted(said.count(), full, bucket.burst());
            if (others.plenty()) {
                good.release();
            }
            retune(said.answeredAt());
        }
    }

    private void retune(long now) {
        double rate = Math.min(full - others.perSecond(), good.perSecond());
        double least = good.learned() ? FOUND_BURST : SEARCH_BURST;
        double burst = limit.isEmpty() ? Math.max(least, rate * SEARCH_SECONDS) : bucket.burst();
        if (rate != bucket.perSecond() || burst != bucket.burst()) {
            bucket.retune(now, burst, rate);
        }
    }
}
