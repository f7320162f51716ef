package dev.sluice.worker.lane;

import dev.sluice.schemas.record.Billing;
import dev.sluice.schemas.record.Declined;
import dev.sluice.schemas.record.EndWriter;
import dev.sluice.schemas.record.NotCalledReason;
import dev.sluice.schemas.record.Started;
import dev.sluice.worker.lane.health.Permit;
import dev.sluice.worker.lane.journal.Journal;
import dev.sluice.worker.provider.CallOutcome;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Steps 1 to 3 of a call (see the package's description): what is read back counts only where no
 * later claim stands before it. Owned by the lanes' thread.
 */
final class CallSteps {

    /** More than any call can take: a sum of two stays a count. */
    private static final long TOKENS_MAX = 1L << 40;

    private final OwnerSettings settings;
    private final Journal journal;
    private final CommitClock commits;
    private final JobBook jobs;

    CallSteps(OwnerSettings settings, Journal journal, CommitClock commits, JobBook jobs) {
        this.settings = settings;
        this.journal = journal;
        this.commits = commits;
        this.jobs = jobs;
    }

    /** Step 1, as far as the lane's pace allows; a lane that is closed keeps nothing waiting. */
    void start(LaneQueue lane, NotCalledReason whileClosed, Now now) {
        sendBack(lane, whileClosed, now);
        Optional<LaneQueue.Started> next = next(lane, now);
        while (next.isPresent()) {
            LaneQueue.Started started = next.get();
            Job job = started.job();
            job.step(new Step.Starting(lane, started.ticket(), started.permit(), jobs.epoch()));
            jobs.append(
                    Entries.started(job, started.ticket().tokens(), jobs.epoch()),
                    Optional.empty());
            next = next(lane, now);
        }
        // Where single calls find out, the one that was started is the only one for now.
        sendBack(lane, whileClosed, now);
    }

    private Optional<LaneQueue.Started> next(LaneQueue lane, Now now) {
        return commits.fresh(now.nanos()) ? lane.next(now) : Optional.empty();
    }

    private void sendBack(LaneQueue lane, NotCalledReason whileClosed, Now now) {
        lane.removeClosed(now.nanos()).forEach(job -> jobs.decline(job, whileClosed));
    }

    /**
     * Step 2, and step 3 if the entry counts.
     *
     * @return the job, as if it had never been started, where the entry is void
     */
    Optional<Job> readBack(Started entry, Now now) {
        return jobs.at(entry.getWorkOffset())
                .filter(job -> job.step() instanceof Step.Starting)
                .filter(job -> ((Step.Starting) job.step()).epoch() == entry.getEpoch())
                .flatMap(job -> begun(job, (Step.Starting) job.step(), now));
    }

    private Optional<Job> begun(Job job, Step.Starting starting, Now now) {
        if (!counts(starting.epoch())) {
            starting.lane().health().returned(starting.permit());
            starting.lane().returned(starting.ticket(), job, now.nanos());
            job.step(new Step.Waiting());
            return Optional.of(job);
        }
        Optional<NotCalledReason> hindrance = hindrance(job, now);
        if (hindrance.isPresent()) {
            starting.lane().health().returned(starting.permit());
            giveUp(job, starting, hindrance.get(), now);
            return Optional.empty();
        }
        starting.lane()
                .confirm(job, starting.permit(), now.nanos())
                .ifPresentOrElse(
                        permit -> call(job, starting, permit, now),
                        () -> giveUp(job, starting, NotCalledReason.COOLING, now));
        return Optional.empty();
    }

    private void call(Job job, Step.Starting starting, Permit permit, Now now) {
        jobs.call(
                job,
                new Step.Calling(
                        starting.lane(),
                        starting.ticket(),
                        permit,
                        job.latest(now.instant(), settings.policy().callTimeout()),
                        OptionalLong.empty()));
    }

    /** What changed between start and read-back; the attempt is never called then. */
    private Optional<NotCalledReason> hindrance(Job job, Now now) {
        if (job.expired(now.instant())) {
            return Optional.of(NotCalledReason.EXPIRED);
        }
        return commits.fresh(now.nanos())
                ? Optional.empty()
                : Optional.of(NotCalledReason.SHUTDOWN);
    }

    private void giveUp(Job job, Step.Starting starting, NotCalledReason reason, Now now) {
        starting.lane().returned(starting.ticket(), job, now.nanos());
        jobs.publish(
                job,
                Ends.notCalled(job.work(), reason, EndWriter.LANE, now.instant()),
                Optional.of(0L));
    }

    /** As for {@code started}: the end is published if the entry counts. */
    Optional<Job> readBack(Declined entry, Now now) {
        return jobs.at(entry.getWorkOffset())
                .filter(job -> job.step() instanceof Step.Declining)
                .filter(job -> ((Step.Declining) job.step()).epoch() == entry.getEpoch())
                .flatMap(job -> declined(job, (Step.Declining) job.step(), now));
    }

    private Optional<Job> declined(Job job, Step.Declining declining, Now now) {
        if (!counts(declining.epoch())) {
            job.step(new Step.Waiting());
            return Optional.of(job);
        }
        jobs.publish(
                job,
                Ends.notCalled(job.work(), declining.reason(), EndWriter.LANE, now.instant()),
                Optional.empty());
        return Optional.empty();
    }

    void sent(LaneEvent.Sent event) {
        jobs.at(event.workOffset())
                .ifPresent(job -> {
                    if (job.step() instanceof Step.Calling call) {
                        call.lane().pace().sent(call.ticket(), event.nanos());
                        job.step(call.sent(event.nanos()));
                    }
                });
    }

    /** The end of step 3. */
    void called(LaneEvent.Called event, Now now) {
        jobs.at(event.workOffset())
                .ifPresent(job -> {
                    if (job.step() instanceof Step.Calling call) {
                        called(job, call, event, now);
                    }
                });
    }

    private void called(Job job, Step.Calling call, LaneEvent.Called event, Now now) {
        CallOutcome outcome = event.outcome();
        LaneQueue lane = call.lane();
        lane.freed(call.ticket(), now.nanos());
        Optional<Long> counted = counted(outcome);
        counted.ifPresent(tokens -> lane.pace().counted(call.ticket(), tokens, now.nanos()));
        lane.called(call, outcome, new LaneQueue.Given(job.id(), event.startedAt()), now);
        // Before the end: whoever acts on that must not find the lane better than it is.
        lane.notes()
                .changes(jobs.epoch(), now)
                .forEach(each -> jobs.append(each, Optional.empty()));
        jobs.publish(
                job,
                Ends.called(job.work(), call.key(), outcome, event.startedAt(), event.endedAt()),
                counted);
    }

    /** Tokens as the provider counted them; none where it took no work. */
    private static Optional<Long> counted(CallOutcome outcome) {
        return outcome.usage()
                .map(usage ->
                        Math.min(usage.getInputTokens(), TOKENS_MAX)
                                + Math.min(usage.getOutputTokens(), TOKENS_MAX))
                .or(() -> outcome.billing() == Billing.NONE ? Optional.of(0L) : Optional.empty());
    }

    private boolean counts(long epoch) {
        return journal.epoch().equals(OptionalLong.of(epoch));
    }
}
