package dev.sluice.worker.lane.pace;

/** A running mean in which the last ten or so values count. Owned by one thread. */
final class Smoothed {

    private static final double WEIGHT = 0.1;

    private double mean;
    private boolean known;

    void add(double value) {
        mean = known ? mean + WEIGHT * (value - mean) : value;
        known = true;
    }

    double or(double unknown) {
        return known ? Math.max(mean, Double.MIN_NORMAL) : unknown;
    }
}
