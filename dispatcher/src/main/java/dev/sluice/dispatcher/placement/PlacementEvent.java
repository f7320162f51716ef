package dev.sluice.dispatcher.placement;

import dev.sluice.schemas.record.Attempt;
import dev.sluice.schemas.record.LaneAnnouncement;
import dev.sluice.schemas.record.Withdrawal;

/** What placement is told. */
public sealed interface PlacementEvent {

    /**
     * An attempt was admitted.
     *
     * @param arrival offset in {@code inference.admitted}
     */
    record Arrived(Attempt attempt, long arrival) implements PlacementEvent {}

    /** An attempt is no longer wanted. */
    record Withdrawn(Withdrawal withdrawal) implements PlacementEvent {}

    /** A lane said how it is. */
    record Announced(LaneAnnouncement announcement) implements PlacementEvent {}
}
