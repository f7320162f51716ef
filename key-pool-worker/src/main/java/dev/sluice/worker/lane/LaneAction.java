package dev.sluice.worker.lane;

import dev.sluice.config.ProviderConfig;
import dev.sluice.schemas.record.AttemptEnd;
import dev.sluice.schemas.record.DeadLetter;
import dev.sluice.schemas.record.JournalEntry;
import dev.sluice.schemas.record.LaneAnnouncement;
import dev.sluice.schemas.record.Work;
import java.time.Instant;
import java.util.Optional;

/** What an owner of a partition wants done. */
public sealed interface LaneAction {

    /** Read the partition's journal from this offset on. */
    record FollowJournal(long from) implements LaneAction {}

    /**
     * Append to the partition's journal (acks=all, in the order of these actions).
     *
     * @param acknowledged what to report when it stands; empty where it will be read back
     */
    record Append(JournalEntry entry, Optional<LaneEvent> acknowledged) implements LaneAction {}

    /** Call the provider, once, at once. Report {@code Sent} before and {@code Called} after. */
    record Call(long workOffset, Work work, ProviderConfig.Key key, Instant latest)
            implements LaneAction {}

    /** Publish an end (acks=all). Report {@code EndWritten} or {@code EndTooLarge}. */
    record PublishEnd(long workOffset, AttemptEnd end) implements LaneAction {}

    /** Publish a dead letter. Report {@code EndWritten}. */
    record PublishLetter(long workOffset, DeadLetter letter) implements LaneAction {}

    record Announce(LaneAnnouncement announcement) implements LaneAction {}

    /** Commit this offset of the work partition. Report {@code Committed} if the group took it. */
    record Commit(long offset, String metadata) implements LaneAction {}

    /** Let the group have the partition, after this last commit. */
    record HandOver(Commit last) implements LaneAction {}

    /** Too much work is open: read no more of it for now. */
    record PauseWork() implements LaneAction {}

    record ResumeWork() implements LaneAction {}

    /** Nothing is left to do: the journal need not be followed any more. */
    record Finish() implements LaneAction {}
}
