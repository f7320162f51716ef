package dev.sluice.dispatcher.placement;

import dev.sluice.schemas.id.AttemptId;
import dev.sluice.schemas.record.Attempt;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;

/** What decisions see of the state. */
interface PlacementView {

    Optional<LaneState> lane(LaneGroup group);

    boolean nobodyWaits(String pool);

    /** Where an attempt stands; empty where it does not wait. */
    Optional<Place> placeOf(AttemptId attempt);

    /** The attempt that stands at a place. */
    Attempt attemptAt(Place place);

    /** Whose turn it is in a pool, among those whose needs pass. */
    Optional<Place> next(String pool, Predicate<Needs> servable);

    /** One whose deadline has passed. */
    Optional<Place> overdue(Instant now);

    /** One in a line that no lane serves any more. */
    Optional<Place> stranded();
}
