package dev.sluice.dispatcher.admission.quota;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A limit that has no room for what a request needs of it.
 *
 * @param use advanced to the present slot
 */
record Obstacle(QuotaLimit limit, LimitUse use, long amount, Room room) {

    /** One that only a release opens takes longest: nobody can tell when it comes. */
    private static final Comparator<Obstacle> BY_LENGTH =
            Comparator.comparing(
                    obstacle -> obstacle.until().orElse(Instant.MAX), Comparator.naturalOrder());

    boolean isForEver() {
        return room instanceof Room.NeverFits;
    }

    boolean isSpend() {
        return room instanceof Room.FullOfSpend;
    }

    /** When it is out of the way if nothing is released before; empty where only that helps. */
    Optional<Instant> until() {
        return switch (room) {
            case Room.FullUntil(Instant until) -> Optional.of(until);
            case Room.FullOfSpend(Instant resetAt) -> Optional.of(resetAt);
            case Room.Fits _, Room.NeverFits _, Room.FullOfHolds _ -> Optional.empty();
        };
    }

    /** The first of those that take longest. */
    static Obstacle longest(List<Obstacle> obstacles) {
        Obstacle longest = obstacles.getFirst();
        for (Obstacle each : obstacles) {
            longest = BY_LENGTH.compare(each, longest) > 0 ? each : longest;
        }
        return longest;
    }

    Quota.Verdict.Park park() {
        return new Quota.Verdict.Park(limit.path(), until());
    }

    /**
     * In the name of this one.
     *
     * @param all that are in the way at the same time: a next try is of use when none of them is
     */
    Refusal refusal(List<Obstacle> all, Instant now) {
        boolean estimated = all.stream().anyMatch(each -> each.room instanceof Room.FullOfHolds);
        return new Refusal(
                limit.path(),
                cause(),
                use.total() + use.held(),
                limit.most(),
                amount,
                until(),
                isForEver()
                        ? Optional.empty()
                        : all.stream().map(each -> each.wait(now)).max(Duration::compareTo),
                estimated ? Refusal.Basis.PACE : Refusal.Basis.WINDOW);
    }

    private Refusal.Cause cause() {
        return switch (room) {
            case Room.NeverFits() -> Refusal.Cause.NEVER_FITS;
            case Room.FullOfHolds() -> Refusal.Cause.HELD;
            case Room.Fits _, Room.FullUntil _, Room.FullOfSpend _ -> Refusal.Cause.USED;
        };
    }

    private Duration wait(Instant now) {
        return until().map(until -> Duration.between(now, until))
                .orElseGet(() -> use.pace().next());
    }
}
