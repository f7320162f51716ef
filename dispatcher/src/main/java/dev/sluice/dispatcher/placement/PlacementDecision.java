package dev.sluice.dispatcher.placement;

import dev.sluice.schemas.record.Attempt;
import dev.sluice.schemas.record.AttemptEnd;
import dev.sluice.schemas.record.Work;
import java.util.Optional;

/** What is to be done: a change of state, and for a lease or an end the record to be written. */
public sealed interface PlacementDecision {

    /** Nothing: a repetition, old news, or about what is not known here. */
    record Ignore() implements PlacementDecision {}

    /** An attempt takes its place in the line. */
    record Enter(Place place, Attempt attempt) implements PlacementDecision {}

    /** A lane announced something newer. */
    record Hear(LaneState lane, String pool) implements PlacementDecision {}

    /**
     * An attempt goes to a lane.
     *
     * @param lane the lane's state after it
     * @param place where it stood; empty for one that never had to wait
     */
    record Lease(Work work, LaneState lane, Optional<Place> place) implements PlacementDecision {}

    /**
     * An attempt ends without a call.
     *
     * @param place where it stood; empty for one that never got into the line
     */
    record End(AttemptEnd end, Optional<Place> place) implements PlacementDecision {}
}
