package dev.sluice.worker.kafka;

import dev.sluice.worker.lane.LaneAction;

/**
 * Carries out what the lanes decide. Called by the lanes' thread; nothing here waits for a reply.
 */
final class Hands {

    private final LaneWriter writer;
    private final JournalReader journal;
    private final WorkConsumer work;
    private final CallRunner calls;

    Hands(LaneWriter writer, JournalReader journal, WorkConsumer work, CallRunner calls) {
        this.writer = writer;
        this.journal = journal;
        this.work = work;
        this.calls = calls;
    }

    void carryOut(long ownership, int partition, LaneAction action) {
        switch (action) {
            case LaneAction.FollowJournal(long from) -> journal.follow(partition, from);
            case LaneAction.Append append -> writer.append(ownership, partition, append);
            case LaneAction.Call call -> calls.call(ownership, call);
            case LaneAction.PublishEnd end -> writer.publish(ownership, end);
            case LaneAction.PublishLetter letter -> writer.publish(ownership, letter);
            case LaneAction.Announce(var announcement) -> writer.announce(announcement);
            case LaneAction.Commit commit -> work.commit(ownership, commit);
            case LaneAction.HandOver(LaneAction.Commit last) -> work.handOver(ownership, last);
            case LaneAction.PauseWork _ -> work.pause(partition);
            case LaneAction.ResumeWork _ -> work.resume(partition);
            case LaneAction.Finish _ -> journal.leave(partition);
        }
    }
}
