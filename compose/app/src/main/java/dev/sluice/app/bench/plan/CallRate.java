package dev.sluice.app.bench.plan;

import java.util.Arrays;

/**
 * How fast calls ended, looking at the middle: the first and last tenth are starting and ending.
 */
public record CallRate(double perSecond, double ideal) {

    private static final double SHARE_MIN = 0.85;
    private static final int TENTHS = 10;

    /**
     * @param endNanos when each call ended, in any order
     * @param inFlight at the same time
     * @param callSeconds how long each takes
     */
    public static CallRate of(long[] endNanos, int inFlight, double callSeconds) {
        long[] sorted = endNanos.clone();
        Arrays.sort(sorted);
        int from = sorted.length / TENTHS;
        int to = sorted.length - 1 - from;
        double seconds = (sorted[to] - sorted[from]) / 1e9;
        return new CallRate(seconds <= 0 ? 0 : (to - from) / seconds, inFlight / callSeconds);
    }

    /** Of what so many in flight could do without a pause between them. */
    public double share() {
        return perSecond / ideal;
    }

    public boolean isEnough() {
        return share() >= SHARE_MIN;
    }

    @Override
    public String toString() {
        return "%,.0f calls/s of an ideal %,.0f: %.1f %% (at least %.0f %%)"
                .formatted(perSecond, ideal, share() * 100, SHARE_MIN * 100);
    }
}
