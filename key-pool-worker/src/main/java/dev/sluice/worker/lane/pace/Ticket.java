package dev.sluice.worker.lane.pace;

/**
 * What one call took from its lane's pace.
 *
 * @param takenAt when (nanoseconds, monotonic)
 * @param tokens that were taken for it
 * @param estimate upper estimate of its tokens, in and out
 * @param number of the call, among all that the lane started
 * @param callsBefore calls that the lane had started and that were not refused, with this one
 * @param tokensBefore tokens that they had taken
 * @param inFlight calls that ran when it started, with it
 */
public record Ticket(
        long takenAt,
        long tokens,
        long estimate,
        long number,
        long callsBefore,
        long tokensBefore,
        int inFlight) {}
