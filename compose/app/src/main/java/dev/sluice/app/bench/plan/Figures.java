package dev.sluice.app.bench.plan;

import java.time.Duration;
import java.util.List;

/**
 * What came of a load.
 *
 * @param failedEarly requests that ended without an answer before their deadline
 * @param calls that the provider counted, with whatever came of them
 * @param refused429 of the calls
 * @param jain see {@link Fairness}
 * @param elapsed from the first request sent to the last end
 */
public record Figures(
        String client,
        int requests,
        int answered,
        int failedEarly,
        long calls,
        long refused429,
        double jain,
        Duration elapsed,
        Duration ideal) {

    /** Calls that brought no answer. */
    public long wasted() {
        return calls - answered;
    }

    /** Of all calls. */
    public double share429() {
        return calls == 0 ? 0 : (double) refused429 / calls;
    }

    /**
     * The share of what the keys could have served: of the requests by then, and of the time that
     * they needed. What was given up early does not count as fast.
     */
    public double goodput() {
        double longest = Math.max(seconds(elapsed), seconds(ideal));
        return longest == 0 ? 0 : (double) answered / requests * seconds(ideal) / longest;
    }

    /** One line for each bound that is missed. */
    public List<String> missed(LoadCase load, LoadCase.Size size) {
        return Bounds.missed(load, size, this);
    }

    /** Names of the columns of {@link #row}. */
    public static String head() {
        return GoodputTable.head();
    }

    /** A line of at most 100 columns. */
    public String row(LoadCase load) {
        return GoodputTable.row(load, this);
    }

    static double seconds(Duration time) {
        return time.toNanos() / 1e9;
    }
}
