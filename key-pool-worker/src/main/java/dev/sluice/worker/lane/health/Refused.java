package dev.sluice.worker.lane.health;

import java.time.Duration;
import java.util.Optional;

/**
 * That a call was refused.
 *
 * @param said how long to stay away, by the provider's words
 * @param sentAt when the call went out
 * @param dice 0 to 1, 1 excluded: spreads rests for which nobody named a time
 */
record Refused(Cause cause, Optional<Duration> said, long sentAt, double dice) {}
