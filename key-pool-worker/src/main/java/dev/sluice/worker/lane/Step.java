package dev.sluice.worker.lane;

import dev.sluice.config.ProviderConfig;
import dev.sluice.schemas.record.AttemptEnd;
import dev.sluice.schemas.record.NotCalledReason;
import dev.sluice.worker.lane.health.Permit;
import dev.sluice.worker.lane.pace.Ticket;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** Where a work record stands between its arrival and the completion of its offset. */
sealed interface Step {

    /** For its lane's pace, or for the owner's claim. */
    record Waiting() implements Step {}

    /** A former owner finishes it until then. */
    record Elsewhere(Instant until) implements Step {}

    /** Step 1 is done: {@code started} was appended in this epoch and is to be read back. */
    record Starting(LaneQueue lane, Ticket ticket, Permit permit, long epoch) implements Step {}

    /** {@code declined} was appended in this epoch and is to be read back. */
    record Declining(NotCalledReason reason, long epoch) implements Step {}

    /** Step 3: on its way at the provider. */
    record Calling(
            LaneQueue lane, Ticket ticket, Permit permit, Instant latest, OptionalLong sentAt)
            implements Step {

        ProviderConfig.Key key() {
            return permit.key();
        }

        Calling sent(long at) {
            return new Calling(lane, ticket, permit, latest, OptionalLong.of(at));
        }
    }

    /**
     * Step 4: the end was sent and is to be acknowledged.
     *
     * @param counted tokens by the provider's count
     */
    record Ending(AttemptEnd end, Optional<Long> counted) implements Step {}

    /** Step 5: {@code ended} was appended and is to be acknowledged. */
    record Closing() implements Step {}

    /** Whether the journal has an entry of this owner for it that has no {@code ended} yet. */
    default boolean begun() {
        return switch (this) {
            case Waiting _, Elsewhere _ -> false;
            case Starting _, Declining _, Calling _, Ending _, Closing _ -> true;
        };
    }
}
