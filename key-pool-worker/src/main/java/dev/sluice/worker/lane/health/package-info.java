/**
 * Which keys of a lane may be called: how long they rest after refusals, how they come back, what
 * people ordered for them, and which models fail too often. Times are nanoseconds of one monotonic
 * clock.
 */
@NullMarked
package dev.sluice.worker.lane.health;

import org.jspecify.annotations.NullMarked;
