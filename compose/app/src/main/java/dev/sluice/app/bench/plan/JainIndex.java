package dev.sluice.app.bench.plan;

import java.util.Collection;

/**
 * How even shares are: 1 where all are equal, 1/n where one has everything (Jain, Chiu, Hawe,
 * 1984).
 */
final class JainIndex {

    private JainIndex() {}

    /** {@code (Σx)² / (n · Σx²)}; 1 where there is nothing to share. */
    static double of(Collection<Double> shares) {
        double sum = 0;
        double squares = 0;
        for (double share : shares) {
            sum += share;
            squares += share * share;
        }
        return squares == 0 ? 1 : sum * sum / (shares.size() * squares);
    }
}
