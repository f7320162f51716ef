package dev.sluice.worker.lane.pace;

import dev.sluice.config.Limit;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * A limit whose window is longer than an hour: it is not paced but may be used at once, and is used
 * up then. What was used is kept for the whole window, in 24 slices; so in no time as long as the
 * window is more used than the limit, wherever the provider lets its day begin. When the youngest
 * of a slice is as old as the window, its amount may be used again.
 *
 * <p>Times are nanoseconds of one monotonic clock. Owned by the lane's thread.
 */
final class Allowance {

    /** A 24th of the window each, and the one that is leaving. */
    private static final int SLICES = 25;

    private final Limit limit;
    private final double count;
    private final long sliceNanos;
    private final double[] used = new double[SLICES];
    private long since;
    private long usedUpUntil = Long.MIN_VALUE;

    /**
     * @param count what may be used in a window
     */
    Allowance(Limit limit, double count, Duration window, long now) {
        this.limit = limit;
        this.count = count;
        sliceNanos = Math.max(1, window.toNanos() / (SLICES - 1));
        since = now;
    }

    Limit limit() {
        return limit;
    }

    double left(long now) {
        advance(now);
        return now < usedUpUntil ? 0 : Math.max(0, count - Arrays.stream(used).sum());
    }

    /** When so much is left; more than there ever is waits until nothing is used. */
    long readyAt(long now, double amount) {
        advance(now);
        if (now < usedUpUntil) {
            return usedUpUntil;
        }
        double room = count - Arrays.stream(used).sum();
        double wanted = Math.min(amount, count);
        long at = now;
        for (int oldest = 0; oldest < SLICES && room < wanted; oldest++) {
            room += used[oldest];
            at = since + (oldest + 1) * sliceNanos;
        }
        return at;
    }

    void take(long now, double amount) {
        advance(now);
        used[SLICES - 1] += amount;
    }

    /** Less (or more) was used than taken; an absurd count costs the whole allowance at most. */
    void correct(long now, double taken, double counted) {
        advance(now);
        used[SLICES - 1] += Math.min(counted - taken, count);
    }

    /** The provider says that no more than this is left. */
    void lower(long now, double to) {
        double above = left(now) - to;
        if (above > 0) {
            used[SLICES - 1] += above;
        }
    }

    /** The provider says that nothing is left until then; then its count begins anew. */
    void usedUp(long until) {
        usedUpUntil = Math.max(usedUpUntil, until);
    }

    Usage usage(long now) {
        advance(now);
        return new Usage(Arrays.stream(used).mapToObj(Math::round).toList(), since, usedUpUntil);
    }

    /** Goes on where a former owner was. */
    void restore(Usage usage, long now) {
        List<Long> newestFirst = usage.slices().reversed();
        for (int n = 0; n < Math.min(SLICES, newestFirst.size()); n++) {
            used[SLICES - 1 - n] = (double) newestFirst.get(n);
        }
        since = Math.min(now, usage.since());
        usedUpUntil = usage.usedUpUntil();
        advance(now);
    }

    private void advance(long now) {
        if (usedUpUntil != Long.MIN_VALUE && now >= usedUpUntil) {
            Arrays.fill(used, 0);
            usedUpUntil = Long.MIN_VALUE;
        }
        long passed = (now - since) / sliceNanos;
        if (passed > 0) {
            int gone = (int) Math.min(passed, SLICES);
            System.arraycopy(used, gone, used, 0, SLICES - gone);
            Arrays.fill(used, SLICES - gone, SLICES, 0);
            since += passed * sliceNanos;
        }
    }
}
