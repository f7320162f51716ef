package dev.sluice.worker.lane.pace;

/**
 * How many a second the provider takes, found out by trying. It begins with a slow start that at
 * most doubles in a round trip, or without any bound where a limit is known. After a refusal it
 * goes on from what the provider took, and grows as TCP's CUBIC does (RFC 9438, section 4.2):
 * quickly back to that, then for a long time not, then more and more quickly. Where the next
 * refusal comes at the same rate, the quiet time doubles: an unmoving limit is tried ever less
 * often.
 *
 * <p>Only time in which calls are made counts: a lane without work learns nothing about its limit.
 * Times are nanoseconds of one monotonic clock. Owned by the lane's thread.
 */
final class GoodRate {

    /** One call in ten seconds: less could not find out that it may be more. */
    static final double FLOOR = 0.1;

    /** What went well is looked at over so many seconds of use. */
    private static final double MEMORY = 10;

    /** Where the limit is known, only others change what is left of it, and at once. */
    private static final double MEMORY_KNOWN = 5;

    /** Fewer seconds of use than that say more about bursts than about rates. */
    private static final double EVIDENCE = 2;

    /** A pause longer than this says that there was no work, not that the provider was slow. */
    private static final double PAUSE = 2;

    private static final double DOUBLING_MIN = 0.5;
    private static final double QUIET_MIN = 10;
    private static final double QUIET_MAX = 300;
    private static final double QUIET_MAX_KNOWN = 30;

    /** How far it goes back after a refusal, and beyond it in twice the quiet time. */
    private static final double DEPTH = 0.05;

    /** Refusals at rates that differ by less are the same limit's. */
    private static final double ALIKE = 0.2;

    private final boolean known;
    private double started;
    private double seconds;
    private long usedAt;
    private boolean used;
    private double rate;
    private double learned;
    private double quiet = QUIET_MIN;
    private double sinceCut;
    private long cutAt = Long.MIN_VALUE;

    private GoodRate(double rate, boolean known) {
        this.rate = rate;
        this.known = known;
    }

    /** Nothing is known of the limit. */
    static GoodRate slowStart(double perSecond) {
        return new GoodRate(perSecond, false);
    }

    /** The limit is known; that less is there is believed only when the provider refuses. */
    static GoodRate unbounded() {
        return new GoodRate(Double.POSITIVE_INFINITY, true);
    }

    double perSecond() {
        return rate;
    }

    /** Whether it was refused before, so that the rate is one that was found out. */
    boolean learned() {
        return learned > 0;
    }

    /**
     * So much was taken.
     *
     * @param full what may be taken a second by what else is known
     * @param tripSeconds how long a call takes
     */
    void took(long now, double amount, double full, double tripSeconds) {
        double passed = used ? Math.max(0, now - usedAt) / 1e9 : 0;
        used = true;
        usedAt = Math.max(usedAt, now);
        double due = 2 * amount / Math.min(rate, full);
        double busy = Math.min(passed, Math.max(PAUSE, due));
        double fading = Math.exp(-busy / (known ? MEMORY_KNOWN : MEMORY));
        started = started * fading + amount;
        seconds = seconds * fading + busy;
        // Only as long as this rate may have been what held the call back.
        double held = Math.min(passed, due);
        if (learned > 0) {
            sinceCut += held;
            rate = grown();
        } else if (!known) {
            rate *= Math.pow(2, held / Math.max(DOUBLING_MIN, tripSeconds));
        }
    }

    /** There is more than enough: what was found out is over. */
    void release() {
        if (known) {
            learned = 0;
            quiet = QUIET_MIN;
            rate = Double.POSITIVE_INFINITY;
        }
    }

    /**
     * So much was refused, although it seemed to be there. One refusal counts for all calls that
     * were started before it; more of those only tell that it was less.
     *
     * @param takenAt when the refused call was started
     * @return whether the rate is another now
     */
    boolean refused(long takenAt, long now, double amount, double full) {
        started = Math.max(0, started - amount);
        if (seconds < EVIDENCE && known) {
            return false;
        }
        double went = started / Math.max(1, seconds) * (known ? 1 : 0.95);
        if (takenAt < cutAt) {
            learned = Math.max(FLOOR, Math.min(learned, went));
            rate = grown();
            return true;
        }
        double found = Math.max(FLOOR, Math.min(Math.min(rate, full), went));
        boolean alike = learned > 0 && Math.abs(found / learned - 1) < ALIKE;
        double most = known ? QUIET_MAX_KNOWN : QUIET_MAX;
        quiet = alike ? Math.min(most, 2 * quiet) : QUIET_MIN;
        learned = found;
        sinceCut = 0;
        cutAt = now;
        rate = grown();
        return true;
    }

    private double grown() {
        double x = (sinceCut - quiet) / quiet;
        return Math.max(FLOOR, learned * (1 + DEPTH * x * x * x));
    }
}
