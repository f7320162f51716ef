package dev.sluice.app.bench.plan;

import java.util.OptionalInt;

/**
 * Looks for the largest rate that is kept up with: in steps until one is not, then between the two.
 *
 * @param most where to stop, also when it is kept up with
 * @param kept the largest so far that was; 0 where none was
 * @param lost the smallest so far that was not
 */
public record RateSteps(int first, int step, int precision, int most, int kept, OptionalInt lost) {

    /**
     * A rate is kept up with while less than so much of a second's requests are open at its end.
     */
    private static final double OPEN_SECONDS_MAX = 0.5;

    public static RateSteps from(int first, int step, int precision, int most) {
        return new RateSteps(first, step, precision, most, 0, OptionalInt.empty());
    }

    /** Empty where it is known well enough. */
    public OptionalInt next() {
        if (lost.isEmpty()) {
            int higher = kept == 0 ? first : kept + step;
            return higher > most ? OptionalInt.empty() : OptionalInt.of(higher);
        }
        int open = lost.getAsInt() - kept;
        return open <= precision ? OptionalInt.empty() : OptionalInt.of(kept + open / 2);
    }

    public RateSteps keptUp(int rate) {
        return new RateSteps(first, step, precision, most, rate, lost);
    }

    public RateSteps fellBehind(int rate) {
        return new RateSteps(first, step, precision, most, kept, OptionalInt.of(rate));
    }

    /**
     * Whether the pipeline kept up.
     *
     * @param open requests that were sent and not back when the last was sent
     * @param providerSeconds how long each is open anyway
     */
    public static Verdict verdict(int rate, int open, double providerSeconds) {
        return open <= rate * (providerSeconds + OPEN_SECONDS_MAX)
                ? Verdict.KEPT_UP
                : Verdict.FELL_BEHIND;
    }

    /** What came of a rate. */
    public enum Verdict {
        KEPT_UP("kept up"),
        FELL_BEHIND("fell behind");

        private final String words;

        Verdict(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }
}
