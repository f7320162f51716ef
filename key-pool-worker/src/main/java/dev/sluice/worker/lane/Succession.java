package dev.sluice.worker.lane;

import dev.sluice.schemas.id.AttemptId;
import dev.sluice.schemas.record.AttemptEnd;
import dev.sluice.schemas.record.Declined;
import dev.sluice.schemas.record.EndWriter;
import dev.sluice.schemas.record.Ended;
import dev.sluice.schemas.record.NotCalledReason;
import dev.sluice.schemas.record.Started;
import dev.sluice.worker.lane.journal.Journal;
import dev.sluice.worker.lane.journal.Standing;
import java.time.Instant;
import java.util.Optional;

/**
 * What becomes of a work record, given what earlier owners did with it: the only place that decides
 * whether an attempt may be called at all. Owned by the lanes' thread.
 */
final class Succession {

    private final OwnerSettings settings;
    private final Journal journal;
    private final JobBook jobs;
    private final OwnedLanes lanes;

    Succession(OwnerSettings settings, Journal journal, JobBook jobs, OwnedLanes lanes) {
        this.settings = settings;
        this.journal = journal;
        this.jobs = jobs;
        this.lanes = lanes;
    }

    /** The journal was read up to the own claim: what waited for that is decided. */
    void placeAll(Now now) {
        for (Job job : jobs.all()) {
            if (job.step() instanceof Step.Waiting) {
                place(job, now);
            }
        }
    }

    void place(Job job, Now now) {
        switch (journal.standing(job.id())) {
            case Standing.Untouched _ -> queue(job, now);
            case Standing.Over _ -> jobs.complete(job.offset());
            case Standing.Begun(Started _, Instant at, Optional<Instant> until) ->
                    finish(
                            job,
                            until,
                            Ends.unknown(job.work(), onlyKey(job), at, now.instant()),
                            now);
            case Standing.Refused(Declined declined, Optional<Instant> until) ->
                    finish(
                            job,
                            until,
                            Ends.notCalled(
                                    job.work(),
                                    declined.getReason(),
                                    EndWriter.NEXT_OWNER,
                                    now.instant()),
                            now);
        }
    }

    private void queue(Job job, Now now) {
        Optional<LaneQueue> lane = laneOf(job);
        if (lane.isPresent()) {
            lane.get().add(job, now);
        } else if (job.attempt().getConfigVersion() <= settings.config().version()) {
            jobs.decline(job, NotCalledReason.LANE_GONE);
        }
        // Otherwise a newer configuration has the lane: it waits for that, or for its deadline.
    }

    /** An owner that said farewell does it by itself; for one that did not, this owner does. */
    private void finish(Job job, Optional<Instant> leftAloneUntil, AttemptEnd end, Now now) {
        Optional<Instant> until = leftAloneUntil.filter(now.instant()::isBefore);
        if (until.isPresent()) {
            job.step(new Step.Elsewhere(until.get()));
            occupy(job, 1);
        } else {
            jobs.publish(job, end, Optional.empty());
        }
    }

    /** A former owner brought an attempt to its end. */
    void ended(Ended entry) {
        AttemptId ended = new AttemptId(entry.getRequestId(), entry.getAttempt());
        jobs.at(entry.getWorkOffset())
                .filter(job -> job.step() instanceof Step.Elsewhere && job.id().equals(ended))
                .ifPresent(job -> {
                    occupy(job, -1);
                    jobs.complete(job.offset());
                });
    }

    /** What only time brings: former owners that did not finish, deadlines that passed. */
    void sweep(Now now) {
        for (Job job : jobs.all()) {
            if (job.step() instanceof Step.Elsewhere(Instant until)
                    && !now.instant().isBefore(until)) {
                occupy(job, -1);
                place(job, now);
            } else if (job.step() instanceof Step.Waiting && job.expired(now.instant())) {
                laneOf(job).ifPresent(lane -> lane.remove(job::equals));
                jobs.decline(job, NotCalledReason.EXPIRED);
            }
        }
    }

    /** Nothing waits in a lane any more; the work records themselves stay. */
    void withdraw() {
        lanes.all().forEach(lane -> lane.remove(_ -> true));
    }

    /** What this owner did not begin is the next one's. */
    void leave() {
        withdraw();
        for (Job job : jobs.all()) {
            if (job.step() instanceof Step.Elsewhere) {
                occupy(job, -1);
            }
            if (!job.step().begun()) {
                jobs.drop(job);
            }
        }
    }

    private void occupy(Job job, int calls) {
        laneOf(job).ifPresent(lane -> lane.pace().occupy(calls));
    }

    private Optional<String> onlyKey(Job job) {
        return laneOf(job).flatMap(LaneQueue::onlyKey);
    }

    private Optional<LaneQueue> laneOf(Job job) {
        return lanes.of(job);
    }
}
