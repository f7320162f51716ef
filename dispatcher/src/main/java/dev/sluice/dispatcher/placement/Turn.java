package dev.sluice.dispatcher.placement;

import dev.sluice.schemas.record.Priority;
import java.util.Set;

/**
 * Whose turn it is.
 *
 * @param passed lower classes that have something for a lane with credit too, and are passed over
 */
record Turn(Place place, Set<Priority> passed) {}
