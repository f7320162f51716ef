package dev.sluice.worker.lane;

import dev.sluice.schemas.id.AttemptId;
import dev.sluice.schemas.record.Attempt;
import dev.sluice.schemas.record.Work;
import java.time.Duration;
import java.time.Instant;

/** A work record whose offset is not complete. Owned by the lanes' thread. */
final class Job {

    private final long offset;
    private final Work work;
    private Step step = new Step.Waiting();

    Job(long offset, Work work) {
        this.offset = offset;
        this.work = work;
    }

    long offset() {
        return offset;
    }

    Work work() {
        return work;
    }

    Attempt attempt() {
        return work.getAttempt();
    }

    AttemptId id() {
        return new AttemptId(attempt().getRequestId(), attempt().getAttempt());
    }

    /** Models that share limits on the lane. */
    String group() {
        return work.getModelGroup();
    }

    String model() {
        return attempt().getModel();
    }

    /** What the call may take of the lane's token buckets: an upper bound. */
    long tokens() {
        return (long) attempt().getInputTokens() + attempt().getMaxOutputTokens();
    }

    /** Since when it could have been leased. */
    Instant waitsSince() {
        return attempt().getAdmittedAt();
    }

    boolean expired(Instant now) {
        return !now.isBefore(attempt().getDeadline());
    }

    /** When a call that starts now is given up: nobody waits for it after its deadline. */
    Instant latest(Instant now, Duration callTimeout) {
        Instant timeout = now.plus(callTimeout);
        Instant deadline = attempt().getDeadline();
        return deadline.isBefore(timeout) ? deadline : timeout;
    }

    Step step() {
        return step;
    }

    void step(Step next) {
        step = next;
    }
}
