package dev.sluice.worker.lane.health;

import java.util.OptionalLong;

/** How a {@link Breaker} stands. */
sealed interface BreakerState {

    /** Calls go through and are counted. */
    record Closed(FailureWindow window) implements BreakerState {}

    /** No calls until then. */
    record Open(long until) implements BreakerState {}

    /**
     * One call at a time.
     *
     * @param outSince when the one under way was started
     */
    record HalfOpen(long since, OptionalLong outSince) implements BreakerState {}
}
