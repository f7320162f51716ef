package dev.sluice.worker.lane;

import dev.sluice.schemas.record.Claim;
import dev.sluice.schemas.record.Declined;
import dev.sluice.schemas.record.Ended;
import dev.sluice.schemas.record.JournalEntry;
import dev.sluice.schemas.record.KeyCommand;
import dev.sluice.schemas.record.NotCalledReason;
import dev.sluice.schemas.record.Released;
import dev.sluice.schemas.record.Standing;
import dev.sluice.schemas.record.Started;
import dev.sluice.schemas.record.Used;
import dev.sluice.worker.lane.journal.Journal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One ownership of one partition of work: from its assignment until the last call that was begun
 * under it has its end. Takes events and the time and returns what to do; knows no clock, no Kafka
 * and no thread. Owned by the lanes' thread.
 */
public final class PartitionOwner {

    /** A former owner needs so long, after its last call ended, to write that down. */
    private static final Duration FAREWELL_SLACK = Duration.ofSeconds(10);

    private final List<LaneAction> out = new ArrayList<>();
    private final OwnedLanes lanes;
    private final Assignment assignment;
    private final OwnerSettings settings;
    private final Journal journal;
    private final OffsetTracker offsets;
    private final CommitClock commits;
    private final JobBook jobs;
    private final CallSteps calls;
    private final Succession succession;
    private Ownership ownership = new Ownership.Claiming();
    private long sweptAt;
    private boolean claimed;
    private boolean stopping;
    private boolean paused;
    private boolean finished;

    public PartitionOwner(Assignment assignment, OwnerSettings settings, CallsInFlight worker) {
        this.assignment = assignment;
        this.settings = settings;
        lanes = new OwnedLanes(assignment.partition(), settings, worker);
        journal = new Journal(assignment.anchor());
        offsets = new OffsetTracker(assignment.position());
        commits = new CommitClock(settings.session(), assignment.position());
        jobs = new JobBook(offsets, out::add);
        calls = new CallSteps(settings, journal, commits, jobs);
        succession = new Succession(settings, journal, jobs, lanes);
    }

    /** Reads the journal and claims the partition in it. */
    public List<LaneAction> begin(Now now) {
        sweptAt = now.nanos();
        out.add(new LaneAction.FollowJournal(assignment.anchor().from()));
        claim(now);
        return taken();
    }

    public List<LaneAction> decide(LaneEvent event, Now now) {
        switch (event) {
            case LaneEvent.Arrived arrived -> arrived(arrived, now);
            case LaneEvent.Unreadable(long offset, var letter) -> {
                if (ownership.assigned()) {
                    jobs.open(offset, letter);
                }
            }
            case LaneEvent.JournalRead(long offset, Instant at, JournalEntry entry) ->
                    read(offset, at, entry, now);
            case LaneEvent.Sent sent -> calls.sent(sent);
            case LaneEvent.Called called -> calls.called(called, now);
            case LaneEvent.EndWritten(long offset) -> jobs.endWritten(offset);
            case LaneEvent.EndTooLarge(long offset) -> jobs.tooLarge(offset);
            case LaneEvent.EndedWritten(long offset) -> jobs.complete(offset);
            case LaneEvent.ReleasedWritten _ -> handOver();
            case LaneEvent.Committed(long sentNanos) -> commits.acknowledged(sentNanos);
            case LaneEvent.Ordered(KeyCommand command) -> lanes.order(command, now);
            case LaneEvent.Stopping _ -> stop();
            case LaneEvent.Revoked _ -> revoked(now);
            case LaneEvent.Lost _ -> revoked(now);
        }
        return taken();
    }

    /** What time brings. To be called after events, and at {@link #wakeAt}. */
    public List<LaneAction> advance(Now now) {
        if (now.nanos() - sweptAt >= CommitClock.BEAT) {
            sweptAt = now.nanos();
            sweep(now);
        }
        if (ownership instanceof Ownership.Owning) {
            NotCalledReason whileClosed =
                    stopping ? NotCalledReason.SHUTDOWN : NotCalledReason.COOLING;
            write(lanes.changes(jobs.epoch(), now));
            for (LaneQueue lane : lanes.all()) {
                calls.start(lane, whileClosed, now);
                lane.announcement(now).map(LaneAction.Announce::new).ifPresent(out::add);
            }
        }
        if (ownership.assigned()) {
            throttle();
            if (commits.due(now.nanos(), offsets.watermark())) {
                commits.sent(now.nanos(), offsets.watermark());
                out.add(commit());
            }
        } else if (ownership instanceof Ownership.Left && jobs.idle() && !finished) {
            finished = true;
            out.add(new LaneAction.Finish());
        }
        return taken();
    }

    /** When to call {@link #advance} if no event comes before (nanoseconds, monotonic). */
    public long wakeAt(Now now) {
        long at = sweptAt + CommitClock.BEAT;
        if (ownership.assigned()) {
            at = Math.min(at, commits.dueAt(offsets.watermark()));
        }
        if (ownership instanceof Ownership.Owning) {
            at = Math.min(at, lanes.wakeAt(commits, now.nanos()));
        }
        return at;
    }

    /** Whether it claimed the partition and may call, or has let go of it. */
    public boolean settled() {
        return switch (ownership) {
            case Ownership.Claiming _, Ownership.Superseded _ -> false;
            case Ownership.Owning _, Ownership.Leaving _, Ownership.Left _ -> true;
        };
    }

    /** Whether no call is on its way and no end is being written. */
    public boolean quiet() {
        return jobs.begun().isEmpty();
    }

    private void claim(Now now) {
        ownership = new Ownership.Claiming();
        jobs.append(Entries.claim(assignment.owner(), now.instant()), Optional.empty());
    }

    private void arrived(LaneEvent.Arrived event, Now now) {
        if (ownership.assigned()) {
            Optional<Job> job = jobs.open(event.offset(), event.work());
            if (ownership instanceof Ownership.Owning) {
                job.ifPresent(fresh -> succession.place(fresh, now));
            }
        }
    }

    private void read(long offset, Instant at, JournalEntry entry, Now now) {
        if (!journal.append(offset, at, entry)) {
            return;
        }
        switch (entry.getEvent()) {
            case Claim claim -> claimed(claim, offset, at, now);
            case Started started ->
                    calls.readBack(started, now).ifPresent(job -> displaced(job, now));
            case Declined declined ->
                    calls.readBack(declined, now).ifPresent(job -> displaced(job, now));
            case Ended ended -> succession.ended(ended);
            case Used _ -> {} // a next owner's
            case Standing standing -> lanes.told(standing, jobs.epoch(), now);
            case Released _ -> {} // the journal marked what its writer finishes
            default -> throw new IllegalStateException("an entry of an unknown kind: " + offset);
        }
    }

    private void claimed(Claim claim, long offset, Instant at, Now now) {
        if (!ownership.assigned()) {
            return;
        }
        if (claim.getOwner().equals(assignment.owner())) {
            succession.withdraw();
            jobs.own(offset);
            claimed = true;
            ownership = new Ownership.Owning(offset);
            lanes.open(journal, offset, at, now);
            if (stopping) {
                stop();
            }
            succession.placeAll(now);
        } else if (ownership instanceof Ownership.Owning) {
            succession.withdraw();
            ownership = new Ownership.Superseded(now.nanos());
        }
    }

    /** Its entry came after another owner's claim. */
    private void displaced(Job job, Now now) {
        switch (ownership) {
            case Ownership.Owning _ -> succession.place(job, now);
            case Ownership.Claiming _, Ownership.Superseded _ -> {} // decided with the next claim
            case Ownership.Leaving _, Ownership.Left _ -> jobs.drop(job);
        }
    }

    /** The group still takes this owner's commits long after another's claim: that one is gone. */
    private void sweep(Now now) {
        if (ownership instanceof Ownership.Superseded(long since)
                && commits.acknowledgedAfter(since + settings.session().toNanos())) {
            claim(now);
        }
        if (ownership instanceof Ownership.Owning(long epoch)) {
            succession.sweep(now);
            write(lanes.used(epoch, now));
            write(lanes.repeats(journal.standings(), epoch, now));
        }
    }

    private void write(List<JournalEntry> entries) {
        entries.forEach(entry -> jobs.append(entry, Optional.empty()));
    }

    private void stop() {
        stopping = true;
        lanes.stop();
    }

    /**
     * Also where the group says that it gave the partition away already: if another claim stands in
     * the journal by now, the farewell is void; if not, the next owner leaves these calls alone.
     */
    private void revoked(Now now) {
        readOn();
        if (ownership instanceof Ownership.Owning(long epoch)) {
            succession.leave();
            ownership = new Ownership.Leaving();
            Instant latestEnd =
                    jobs.latestEnd(now.instant(), settings.policy().callTimeout())
                            .plus(FAREWELL_SLACK);
            jobs.append(
                    Entries.released(epoch, jobs.begun(), latestEnd),
                    Optional.of(new LaneEvent.ReleasedWritten()));
        } else if (ownership.assigned()) {
            succession.leave();
            handOver();
        }
    }

    private void handOver() {
        ownership = new Ownership.Left();
        out.add(new LaneAction.HandOver(commit()));
    }

    private LaneAction.Commit commit() {
        long watermark = offsets.watermark();
        if (!claimed) {
            return new LaneAction.Commit(watermark, assignment.anchor().metadata());
        }
        journal.forget(watermark, LaneStart.horizon(settings.lanes(assignment.partition())));
        return new LaneAction.Commit(watermark, journal.anchor().metadata());
    }

    private void throttle() {
        if (!paused && offsets.openCount() > settings.openMax()) {
            paused = true;
            out.add(new LaneAction.PauseWork());
        } else if (offsets.openCount() <= settings.openMax() / 2) {
            readOn();
        }
    }

    /** Also when it leaves: nobody else ends this pause for a next ownership of the partition. */
    private void readOn() {
        if (paused) {
            paused = false;
            out.add(new LaneAction.ResumeWork());
        }
    }

    private List<LaneAction> taken() {
        List<LaneAction> actions = List.copyOf(out);
        out.clear();
        return actions;
    }
}
