package dev.sluice.worker.lane.pace;

import dev.sluice.worker.provider.Pace;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the provider says of its long windows, whether they are configured or not: when one is used
 * up, nothing is left until it says that there is. A time to wait is believed before a reset. Times
 * are nanoseconds of one monotonic clock. Owned by the lane's thread.
 */
final class SaidUsedUp {

    /** Shorter waits are those of a rate, which the lane or its key sits out. */
    private static final Duration FAR = Duration.ofHours(1);

    /** No window of a provider is longer; what says so is a mistake. */
    private static final Duration LONGEST = Duration.ofDays(31);

    private long until = Long.MIN_VALUE;

    long until(long now) {
        return Math.max(now, until);
    }

    void until(long from, Duration time) {
        Duration bounded = time.compareTo(LONGEST) > 0 ? LONGEST : time;
        until = Math.max(until, from + bounded.toNanos());
    }

    void restore(long saidUntil) {
        until = Math.max(until, saidUntil);
    }

    void said(Pace pace, long now) {
        far(pace.remainingRequests(), pace.resetRequests())
                .or(() -> far(pace.remainingTokens(), pace.resetTokens()))
                .ifPresent(reset -> until(now, pace.retryAfter().orElse(reset)));
    }

    private static Optional<Duration> far(OptionalLong remaining, Optional<Duration> reset) {
        return remaining.isPresent() && remaining.getAsLong() <= 0
                ? reset.filter(time -> time.compareTo(FAR) > 0)
                : Optional.empty();
    }
}
