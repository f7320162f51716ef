package dev.sluice.app.keys;

import dev.sluice.schemas.record.LaneCounts;
import java.util.OptionalDouble;

/**
 * How much of the calls was of use.
 *
 * @param retry calls for requests that had failed before ÷ calls
 * @param waste calls that were refused for rate, or failed by no fault of the caller ÷ calls
 * @param amplification calls ÷ answered requests; empty while none was answered
 */
public record CallRatios(double retry, double waste, OptionalDouble amplification) {

    public static CallRatios of(LaneCounts counts) {
        double calls = Math.max(1, counts.getCalls());
        return new CallRatios(
                counts.getRetries() / calls,
                (counts.getRateLimited() + counts.getFailed()) / calls,
                counts.getAnswered() == 0
                        ? OptionalDouble.empty()
                        : OptionalDouble.of((double) counts.getCalls() / counts.getAnswered()));
    }
}
