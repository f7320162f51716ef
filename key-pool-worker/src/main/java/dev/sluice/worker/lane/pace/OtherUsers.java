package dev.sluice.worker.lane.pace;

import java.time.Duration;
import java.util.Optional;

/**
 * What others take of the same limit each second, seen in how fast the provider's {@code remaining}
 * falls: refill less what we took less what is left. It is looked at over half a second to five, as
 * fast as the limit refills. Whether the provider counted when a call came or when it answered is
 * not known; of the two results the smaller is believed.
 *
 * <p>A window that is refilled at its end only is known by its reset, which comes nearer as time
 * passes, whatever is taken. There, what is left is spread until the reset. Times are nanoseconds
 * of one monotonic clock. Owned by the lane's thread.
 */
final class OtherUsers {

    /** Share of the limit that is never given way to anybody. */
    private static final double OWN_MIN = 0.05;

    /** Looked at when so many were refilled: of fewer, what others took is lost in the rounding. */
    private static final double LOOK = 10;

    private static final long LOOK_MIN = 500_000_000L;
    private static final long LOOK_MAX = 5_000_000_000L;
    private static final double WEIGHT = 0.5;
    private static final double GUESS = 0.2;
    private static final double GUESS_MAX = 0.4;

    private static final long RESET_ROUNDING = 10_000_000L;

    /** Counts are whole numbers, and two are compared. */
    private static final double ROUNDING = 2;

    /**
     * What the provider counted.
     *
     * @param sentAt when the call went out, and what had been started and not refused by then
     * @param answeredAt when the answer came, and what had been started and not refused by then
     */
    record Count(
            double remaining,
            long sentAt,
            double startedBefore,
            long answeredAt,
            double startedInAll,
            Optional<Duration> reset) {}

    private Optional<Count> last = Optional.empty();
    private double most;
    private double perSecond;
    private int plenty;

    /**
     * @param full refill of the limit, per second
     * @param burst what the provider is thought to have at most
     */
    void counted(Count count, double full, double burst) {
        most = Math.max(burst, Math.max(most, count.remaining()));
        if (last.isEmpty()) {
            last = Optional.of(count);
            return;
        }
        Count before = last.get();
        long look = (long) Math.clamp(LOOK / full * 1e9, LOOK_MIN, LOOK_MAX);
        if (count.sentAt() - before.sentAt() < look
                || count.answeredAt() - before.answeredAt() < look) {
            return;
        }
        last = Optional.of(count);
        // A full bucket may have lost refill: it tells that there is enough, not who took what.
        boolean enough = count.remaining() >= most - 1;
        plenty = enough ? plenty + 1 : 0;
        double taken =
                enough
                        ? 0
                        : fixed(before, count) ? unspread(count, full) : taken(before, count, full);
        double others = Math.min(taken, full * (1 - OWN_MIN));
        perSecond += WEIGHT * (others - perSecond);
        if (perSecond < full / 1000) {
            perSecond = 0;
        }
    }

    private static boolean fixed(Count before, Count count) {
        if (before.reset().isEmpty() || count.reset().isEmpty()) {
            return false;
        }
        long passed = count.answeredAt() - before.answeredAt();
        long nearer = before.reset().get().minus(count.reset().get()).toNanos();
        return Math.abs(nearer - passed) <= passed / 20 + RESET_ROUNDING;
    }

    private static double unspread(Count count, double full) {
        double seconds = count.reset().map(reset -> reset.toNanos() / 1e9).orElse(0.0);
        return seconds <= 0 ? 0 : Math.max(0, full - count.remaining() / seconds);
    }

    private static double taken(Count before, Count count, double full) {
        double gone = before.remaining() - count.remaining();
        double bySending =
                rate(
                        full,
                        count.sentAt() - before.sentAt(),
                        gone - (count.startedBefore() - before.startedBefore()));
        double byAnswering =
                rate(
                        full,
                        count.answeredAt() - before.answeredAt(),
                        gone - (count.startedInAll() - before.startedInAll()));
        return Math.max(0, Math.min(bySending, byAnswering));
    }

    private static double rate(double full, long nanos, double unexplained) {
        double seconds = nanos / 1e9;
        double others = full + unexplained / seconds;
        return others > 0.03 * full + ROUNDING / seconds ? others : 0;
    }

    /**
     * The provider refused although our own count had room: somebody took it. How much is not known
     * before the next look, so it is guessed, each time more. Without counts there is no look that
     * would ever take a guess back.
     *
     * @param full refill of the limit, per second
     */
    void unexplained(double full) {
        if (last.isPresent()) {
            perSecond = Math.max(perSecond, Math.min(full * GUESS_MAX, perSecond + full * GUESS));
        }
    }

    double perSecond() {
        return perSecond;
    }

    /** The most that was ever left: how much the provider holds at once, as far as is known. */
    double most(double burst) {
        return Math.max(burst, most);
    }

    /** Whether there was enough for all at three looks in a row. */
    boolean plenty() {
        return plenty >= 2;
    }
}
