package dev.sluice.app.bench.plan;

import dev.sluice.app.bench.plan.LimitCase.PerRequest;
import java.util.Optional;

/**
 * What came of one limit.
 *
 * @param asked requests that were published
 * @param admitted of them
 */
public record OvershootRow(LimitCase of, PerRequest each, long asked, long admitted) {

    private static final String ROW = "%-34s %9s %9s %9s %9s %10s";
    private static final double HUNDRED = 100;

    /** Names of the columns. */
    public static String head() {
        return ROW.formatted(
                "limit of a customer", "asked", "fit", "admitted", "refused", "overshoot");
    }

    /** Of those that were asked. */
    private long fits() {
        return Math.min(asked, of.fits(each));
    }

    /** Share of the limit that was used beyond it; 0 where it held. */
    public double overshoot() {
        long used = admitted * of.of(each);
        return Math.max(0, (double) (used - of.most()) / of.most());
    }

    /** What is wrong with it. */
    public Optional<String> fault() {
        long fits = fits();
        return admitted == fits
                ? Optional.empty()
                : Optional.of(
                        "%s: %,d requests fit, %,d were admitted"
                                .formatted(of.limit(), fits, admitted));
    }

    @Override
    public String toString() {
        return ROW.formatted(
                of.limit(),
                "%,d".formatted(asked),
                "%,d".formatted(fits()),
                "%,d".formatted(admitted),
                "%,d".formatted(asked - admitted),
                "%.2f %%".formatted(overshoot() * HUNDRED));
    }
}
