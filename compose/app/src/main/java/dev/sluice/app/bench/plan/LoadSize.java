package dev.sluice.app.bench.plan;

/** How much of a load is run. */
public enum LoadSize {
    FULL(1),
    /** A fifth, for a look: too short for a word on goodput, since starting weighs too much. */
    QUICK(5);

    private final int divisor;

    LoadSize(int divisor) {
        this.divisor = divisor;
    }

    int of(int full) {
        return Math.max(1, full / divisor);
    }
}
