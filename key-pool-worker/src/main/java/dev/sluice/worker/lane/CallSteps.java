package dev.sluice.worker.lane;

import dev.sluice.config.ProviderConfig;
import dev.sluice.schemas.record.Billing;
import dev.sluice.schemas.record.Declined;
import dev.sluice.schemas.record.EndWriter;
import dev.sluice.schemas.record.NotCalledReason;
import dev.sluice.schemas.record.Started;
import dev.sluice.worker.lane.journal.Journal;
import dev.sluice.worker.lane.pace.Condition;
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
        if (!(lane.condition(now.nanos()) instanceof Condition.Available)) {
            lane.remove(_ -> true).forEach(job -> jobs.decline(job, whileClosed));
        }
        while (commits.fresh(now.nanos())) {
            Optional<LaneQueue.Started> next = lane.next(now);
            if (next.isEmpty()) {
                return;
            }
            Job job = next.get().job();
            job.step(new Step.Starting(lane, next.get().ticket(), jobs.epoch()));
            long tokens = next.get().ticket().tokens();
            jobs.append(Entries.started(job, tokens, jobs.epoch()), Optional.empty());
        }
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
            starting.lane().returned(starting.ticket(), job, now.nanos());
            job.step(new Step.Waiting());
            return Optional.of(job);
        }
        Optional<ProviderConfig.Key> key = starting.lane().nextKey(now.nanos());
        Optional<NotCalledReason> hindrance = hindrance(job, starting.lane(), now);
        if (hindrance.isPresent() || key.isEmpty()) {
            giveUp(job, starting, hindrance.orElse(NotCalledReason.COOLING), now);
        } else {
            call(job, starting, key.get(), now);
        }
        return Optional.empty();
    }

    private void call(Job job, Step.Starting starting, ProviderConfig.Key key, Now now) {
        jobs.call(
                job,
                new Step.Calling(
                        starting.lane(),
                        starting.ticket(),
                        key,
                        job.latest(now.instant(), settings.policy().callTimeout()),
                        OptionalLong.empty()));
    }

    /** What changed between start and read-back; the attempt is never called then. */
    private Optional<NotCalledReason> hindrance(Job job, LaneQueue lane, Now now) {
        if (job.expired(now.instant())) {
            return Optional.of(NotCalledReason.EXPIRED);
        }
        if (!(lane.condition(now.nanos()) instanceof Condition.Available) && !lane.stopping()) {
            return Optional.of(NotCalledReason.COOLING);
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
        lane.called(call, outcome, settings.policy().cooldowns().rateLimit().getFirst(), now);
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
