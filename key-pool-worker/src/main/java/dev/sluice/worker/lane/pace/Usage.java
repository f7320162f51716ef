package dev.sluice.worker.lane.pace;

import java.util.List;

/**
 * What was used of an allowance.
 *
 * @param slices amounts by parts of the window, the oldest first
 * @param since when the newest part began (nanoseconds, monotonic)
 * @param usedUpUntil nothing is left until then; in the far past where the provider did not say so
 */
public record Usage(List<Long> slices, long since, long usedUpUntil) {

    public Usage {
        slices = List.copyOf(slices);
    }
}
