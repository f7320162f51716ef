package dev.sluice.dispatcher.placement;

import dev.sluice.schemas.record.Attempt;
import dev.sluice.schemas.record.AttemptEnd;
import dev.sluice.schemas.record.Work;
import java.time.Instant;
import java.util.Optional;

/** What is to be done: a change of state, and for a lease or an end the record to be written. */
public sealed interface PlacementDecision {

    /** Nothing: a repetition, old news, or about what is not known here. */
    record Ignore() implements PlacementDecision {}

    /** An attempt takes its place in the line. */
    record Enter(Place place, Attempt attempt, Instant since) implements PlacementDecision {}

    /**
     * An attempt that an earlier release left waiting takes its place in a line of today.
     *
     * @param then what is decided after it
     */
    record Adopt(FormerLine.Waiting waiting, Optional<PlacementEvent> then)
            implements PlacementDecision {}

    /** A lane announced something newer. */
    record Hear(LaneState lane, String pool) implements PlacementDecision {}

    /**
     * An attempt goes to a lane.
     *
     * @param lane the lane's state after it
     * @param turn that it used; empty for one that never had to wait
     */
    record Lease(Work work, LaneState lane, Optional<Turn> turn) implements PlacementDecision {}

    /**
     * An attempt ends without a call.
     *
     * @param place where it stood; empty for one that never got into the line
     */
    record End(AttemptEnd end, Optional<Place> place) implements PlacementDecision {}
}
