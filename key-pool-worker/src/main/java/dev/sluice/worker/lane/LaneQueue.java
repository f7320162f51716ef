package dev.sluice.worker.lane;

import dev.sluice.schemas.id.AttemptId;
import dev.sluice.schemas.record.LaneAnnouncement;
import dev.sluice.worker.lane.health.Condition;
import dev.sluice.worker.lane.health.Health;
import dev.sluice.worker.lane.health.LaneHealth;
import dev.sluice.worker.lane.health.Permit;
import dev.sluice.worker.lane.health.Refusal;
import dev.sluice.worker.lane.pace.Credit;
import dev.sluice.worker.lane.pace.LanePace;
import dev.sluice.worker.lane.pace.Ticket;
import dev.sluice.worker.provider.CallOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * One lane: the work that waits for its pace, in the order of its leases, and what it tells
 * placement. Owned by the lanes' thread.
 */
final class LaneQueue {

    private final CallsInFlight worker;
    private final LanePace pace;
    private final HealthNotes notes;
    private final Deque<Job> waiting = new ArrayDeque<>();
    private Announcer announcer;
    private boolean stopping;

    LaneQueue(HealthNotes notes, LanePace pace, Announcer announcer, CallsInFlight worker) {
        this.notes = notes;
        this.pace = pace;
        this.announcer = announcer;
        this.worker = worker;
    }

    LanePace pace() {
        return pace;
    }

    HealthNotes notes() {
        return notes;
    }

    LaneHealth health() {
        return notes.health();
    }

    /** Leases count anew in a new epoch; nothing waits at that moment. */
    void restart(Announcer fresh) {
        announcer = fresh;
    }

    void add(Job job, long now) {
        waiting.addLast(job);
        if (ofThisEpoch(job)) {
            credit().arrived(job.work().getLease(), now);
        } else {
            credit().olderArrived();
        }
    }

    /** Takes no more calls, from now until its worker is gone. */
    void stop() {
        stopping = true;
    }

    /** Whether the job may wait here: what rests keeps nothing waiting that others could call. */
    boolean takes(Job job, long now) {
        return !stopping && health().permits(job.group(), job.model(), now);
    }

    /** The next job if it may start now; takes it out and its cost from the pace. */
    Optional<Started> next(Now now) {
        Job head = waiting.peekFirst();
        if (head == null || readyAt(head, now.nanos()) > now.nanos()) {
            return Optional.empty();
        }
        return health().permit(head.group(), head.model(), now.nanos())
                .map(permit -> {
                    leave(waiting.removeFirst());
                    worker.begin();
                    return new Started(head, pace.take(now.nanos(), head.tokens()), permit);
                });
    }

    /** A job with what it took from the pace, and leave to call. */
    record Started(Job job, Ticket ticket, Permit permit) {}

    /** Leave to call as it is now: the same, that of another key, or none any more. */
    Optional<Permit> confirm(Job job, Permit permit, long now) {
        if (health().stands(permit, now)) {
            return Optional.of(permit);
        }
        health().returned(permit);
        return health().permit(job.group(), job.model(), now);
    }

    /** It was started and is not called. */
    void unused(Step.Starting starting, long now) {
        health().returned(starting.permit());
        freed(starting.ticket(), now);
    }

    /** Takes out the jobs that will not be called. */
    List<Job> remove(Predicate<Job> which) {
        List<Job> removed = new ArrayList<>();
        waiting.removeIf(job -> which.test(job) && removed.add(job));
        removed.forEach(this::leave);
        return removed;
    }

    /** The call's slot is free again, whether the call was made or not. */
    void freed(Ticket ticket, long now) {
        worker.end();
        pace.ended(ticket, now);
    }

    /** Which attempt was called, and when its call began. */
    record Given(AttemptId attempt, Instant startedAt) {}

    /** Learns from a call: pace from its headers, health from its end. */
    void called(Step.Calling call, CallOutcome outcome, Given given, Now now) {
        long sentAt = call.sentAt().orElse(call.ticket().takenAt());
        pace.learn(call.ticket(), sentAt, outcome.pace(), now.nanos());
        Refusal refusal =
                health().ended(
                                call.permit(),
                                outcome,
                                sentAt,
                                Duration.between(given.startedAt(), call.latest()),
                                now.nanos(),
                                Dice.of(given.attempt()));
        if (refusal instanceof Refusal.CoolGroup) {
            pace.drain(now.nanos());
        }
    }

    Optional<LaneAnnouncement> announcement(Now now) {
        return announcer.next(snapshot(now.nanos()), now);
    }

    /** When the next job may start, if only time passes. */
    long startAt(long now) {
        Job head = waiting.peekFirst();
        return head == null ? LanePace.NEVER : readyAt(head, now);
    }

    /** When placement has to be told something, if no event comes before. */
    long announceAt(long now) {
        Announcer.Snapshot state = snapshot(now);
        long due = announcer.dueAt(state, credit().upTo(state.room()));
        long refilled = state.health().condition().open(now) ? pace.nextWholeAt(now) : due;
        return Math.min(Math.min(due, refilled), health().nextChange(now));
    }

    private long readyAt(Job head, long now) {
        boolean open = takes(head, now) && worker.free() > 0;
        return !open ? LanePace.NEVER : pace.readyAt(now, head.tokens());
    }

    private Announcer.Snapshot snapshot(long now) {
        Health health = healthNow(now);
        double startable = Math.max(0, Math.min(pace.startable(now), worker.free()));
        long room = room(health.condition(), startable, now);
        double headroom = Math.max(0, startable - credit().waiting());
        return new Announcer.Snapshot(health, room, room == 0 ? 0 : headroom, pace.inFlight());
    }

    private long room(Condition condition, double startable, long now) {
        if (!condition.open(now)) {
            return 0;
        }
        return condition instanceof Condition.Probing
                ? 1
                : credit().room(startable, pace.perSecond());
    }

    private Health healthNow(long now) {
        Health health = health().health(notes.group(), now);
        return stopping
                ? new Health(
                        new Condition.Disabled(Condition.NEVER, "shutdown"),
                        health.keys(),
                        health.broken())
                : health;
    }

    private void leave(Job job) {
        if (ofThisEpoch(job)) {
            credit().left();
        } else {
            credit().olderLeft();
        }
    }

    private Credit credit() {
        return announcer.credit();
    }

    private boolean ofThisEpoch(Job job) {
        return job.work().getEpoch() == announcer.epoch();
    }
}
