package dev.sluice.worker.lane.pace;

/**
 * Which share of their upper estimates calls use: mean and twice the mean deviation of what the
 * provider counted, as TCP estimates its timeout (RFC 6298). Without it a limit of tokens would
 * stand idle by what long calls have reserved and do not use. Owned by the lane's thread.
 */
final class TokenShare {

    /** Before that every call takes its whole estimate. */
    private static final int ENOUGH = 20;

    private static final double WEIGHT = 0.05;
    private static final double LEAST = 0.02;

    /** Estimates are upper ones; a provider that counts far more counts something else. */
    private static final double MOST = 4;

    private double mean;
    private double deviation;
    private int seen;

    void counted(long estimate, long counted) {
        if (estimate < 1 || counted < 1) {
            return;
        }
        double share = (double) counted / estimate;
        if (seen == 0) {
            mean = share;
        }
        seen = Math.min(ENOUGH, seen + 1);
        deviation += WEIGHT * (Math.abs(share - mean) - deviation);
        mean += WEIGHT * (share - mean);
    }

    /** What to take for a call. */
    long of(long estimate) {
        if (seen < ENOUGH) {
            return estimate;
        }
        double share = Math.clamp(mean + 2 * deviation, LEAST, MOST);
        return (long) Math.ceil(estimate * share);
    }
}
