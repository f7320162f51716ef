package dev.sluice.worker.lane;

import dev.sluice.schemas.record.DeadLetter;
import dev.sluice.schemas.record.JournalEntry;
import dev.sluice.schemas.record.KeyCommand;
import dev.sluice.schemas.record.Work;
import dev.sluice.worker.provider.CallOutcome;
import java.time.Instant;

/** What happened to one owner of a partition. */
public sealed interface LaneEvent {

    /** A work record was read. */
    record Arrived(long offset, Work work) implements LaneEvent {}

    /** A work record was read that is none. */
    record Unreadable(long offset, DeadLetter letter) implements LaneEvent {}

    /** An entry of the journal was read; offsets only grow. */
    record JournalRead(long offset, Instant appendedAt, JournalEntry entry) implements LaneEvent {}

    /** A call goes out at {@code nanos} (monotonic). */
    record Sent(long workOffset, long nanos) implements LaneEvent {}

    /** A call ended. */
    record Called(long workOffset, CallOutcome outcome, Instant startedAt, Instant endedAt)
            implements LaneEvent {}

    /** The end, or the dead letter, stands in its topic. */
    record EndWritten(long workOffset) implements LaneEvent {}

    /** The end is larger than its topic takes. */
    record EndTooLarge(long workOffset) implements LaneEvent {}

    /** {@code ended} stands in the journal. */
    record EndedWritten(long workOffset) implements LaneEvent {}

    /** {@code released} stands in the journal. */
    record ReleasedWritten() implements LaneEvent {}

    /** The group acknowledged a commit that was sent at {@code sentNanos} (monotonic). */
    record Committed(long sentNanos) implements LaneEvent {}

    /** Somebody ordered something for a provider key; the newest of a key is in force. */
    record Ordered(KeyCommand command) implements LaneEvent {}

    /** The worker was told to stop: no new calls. */
    record Stopping() implements LaneEvent {}

    /** The group takes the partition in an orderly way. */
    record Revoked() implements LaneEvent {}

    /** The group gave the partition to another long ago. */
    record Lost() implements LaneEvent {}
}
