package dev.sluice.worker.lane.pace;

/**
 * What one call took from its lane's pace.
 *
 * @param takenAt when (nanoseconds, monotonic)
 * @param tokens upper estimate of in and out
 * @param callsBefore calls that the lane had started up to and with this one
 * @param tokensBefore tokens that the lane had taken up to and with this call
 */
public record Ticket(long takenAt, long tokens, long callsBefore, long tokensBefore) {}
