package dev.sluice.worker.lane;

import dev.sluice.schemas.id.AttemptId;
import dev.sluice.schemas.record.LaneAnnouncement;
import dev.sluice.worker.lane.health.Condition;
import dev.sluice.worker.lane.health.Health;
import dev.sluice.worker.lane.health.LaneHealth;
import dev.sluice.worker.lane.health.Permit;
import dev.sluice.worker.lane.pace.Credit;
import dev.sluice.worker.lane.pace.LanePace;
import dev.sluice.worker.lane.pace.Ticket;
import dev.sluice.worker.provider.CallOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * One model group of a lane: the work that waits for its pace, in the order of its leases, and what
 * it tells placement. Owned by the lanes' thread.
 */
final class LaneQueue {

    private final CallsInFlight worker;
    private final LanePace pace;
    private final HealthNotes notes;
    private final CallCounts counts = new CallCounts();
    private final Deque<Job> waiting = new ArrayDeque<>();

    /** How many wait for each: with ten thousand of two models, two questions are asked. */
    private final Map<Wanted, Integer> wanted = new HashMap<>();

    private Announcer announcer;
    private Condition allowance = new Condition.Available();

    /**
     * @param notes of the lane, shared by its model groups
     */
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

    Optional<String> onlyKey() {
        return health().onlyKey();
    }

    String lane() {
        return announcer.lane();
    }

    String modelGroup() {
        return announcer.modelGroup();
    }

    /** Leases count anew in a new epoch; nothing waits at that moment. */
    void restart(Announcer fresh) {
        announcer = fresh;
        counts.clear();
    }

    private record Wanted(String group, String model) {
        static Wanted by(Job job) {
            return new Wanted(job.group(), job.model());
        }
    }

    void add(Job job, Now now) {
        waiting.addLast(job);
        wanted.merge(Wanted.by(job), 1, Integer::sum);
        if (ofThisEpoch(job)) {
            credit().arrived(job.work().getLease(), now.nanos(), now.nanosOf(job.waitsSince()));
        } else {
            credit().olderArrived();
        }
    }

    /** Whether the job may wait here: what rests keeps nothing waiting that others could call. */
    boolean takes(Job job, long now) {
        return takes(Wanted.by(job), now);
    }

    private boolean takes(Wanted what, long now) {
        return !notes.stopping()
                && allowance.open(now)
                && health().permits(what.group(), what.model(), now);
    }

    /** Takes out the jobs that may not wait here. */
    List<Job> removeClosed(long now) {
        Set<Wanted> closed = new HashSet<>(wanted.keySet());
        closed.removeIf(what -> takes(what, now));
        return closed.isEmpty() ? List.of() : remove(job -> closed.contains(Wanted.by(job)));
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
                    counts.started(head.attempt());
                    return new Started(head, pace.take(now.nanos(), head.tokens()), permit);
                });
    }

    /** A job with what it took from the pace, and leave to call. */
    record Started(Job job, Ticket ticket, Permit permit) {}

    /** Leave to call as it is now: the same, that of another key, or none any more. */
    Optional<Permit> confirm(Job job, Permit permit, long now) {
        if (allowance.open(now) && health().stands(permit, now)) {
            return Optional.of(permit);
        }
        health().returned(permit);
        return allowance.open(now)
                ? health().permit(job.group(), job.model(), now)
                : Optional.empty();
    }

    /** Takes out the jobs that will not be called. */
    List<Job> remove(Predicate<Job> which) {
        List<Job> removed = new ArrayList<>();
        waiting.removeIf(job -> which.test(job) && removed.add(job));
        removed.forEach(this::leave);
        return removed;
    }

    /** The call ended, and its slot is free again. */
    void freed(Ticket ticket, long now) {
        worker.end();
        pace.ended(ticket, now);
    }

    /** The call is not made after all. */
    void returned(Ticket ticket, Job job, long now) {
        worker.end();
        pace.withdrawn(ticket, now);
        counts.withdrawn(job.attempt());
    }

    /** Which attempt was called, and when its call began. */
    record Given(AttemptId attempt, Instant startedAt) {}

    /** Learns from a call: pace from its headers, health from its end. */
    void called(Step.Calling call, CallOutcome outcome, Given given, Now now) {
        long sentAt = call.sentAt().orElse(call.ticket().takenAt());
        counts.ended(outcome);
        pace.learn(call.ticket(), sentAt, outcome.pace(), now.nanos());
        switch (CallCounts.Sort.of(outcome)) {
            case ANSWERED -> pace.answered(call.ticket(), now.nanos());
            case RATE_LIMITED -> pace.refused(call.ticket(), outcome.pace(), now.nanos());
            case OVERLOADED -> pace.overloaded(call.ticket());
            case FAILED, OTHER -> {} // says nothing of how much there is
        }
        exhaust(0, now.nanos());
        health().ended(
                        call.permit(),
                        outcome,
                        sentAt,
                        Duration.between(given.startedAt(), call.latest()),
                        now.nanos(),
                        Dice.of(given.attempt()));
    }

    /** What time and calls did to the allowances, seen before a call of so many tokens. */
    private void exhaust(long tokens, long now) {
        long until = pace.exhaustedUntil(now, tokens);
        if (until > now) {
            allowance = allowance.orLonger(new Condition.Exhausted(until, "allowance"));
        }
    }

    Optional<LaneAnnouncement> announcement(Now now) {
        return announcer.next(snapshot(now.nanos()), () -> pace.limits(now.nanos()), now);
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
        long allowed = allowance.open(now) ? due : allowance.until();
        return Math.min(Math.min(due, refilled), Math.min(allowed, health().nextChange(now)));
    }

    private long readyAt(Job head, long now) {
        exhaust(head.tokens(), now);
        boolean open = takes(head, now) && worker.free() > 0;
        return !open ? LanePace.NEVER : pace.readyAt(now, head.tokens());
    }

    private Announcer.Snapshot snapshot(long now) {
        Health health = healthNow(now);
        double startable = Math.max(0, Math.min(pace.startable(now), worker.free()));
        long room = room(health.condition(), startable, now);
        double headroom = room == 0 ? 0 : Math.max(0, startable - credit().waiting());
        return new Announcer.Snapshot(
                health, room, headroom, pace.inFlight(), pace.perSecond(now), counts.counts());
    }

    private long room(Condition condition, double startable, long now) {
        if (!condition.open(now)) {
            return 0;
        }
        return condition instanceof Condition.Probing
                ? 1
                : credit().room(startable, pace.perSecond(now));
    }

    /** The lane's health, and what only this group's allowances and the worker know. */
    private Health healthNow(long now) {
        Health health = health().health(modelGroup(), now);
        Condition condition =
                allowance.open(now) ? health.condition() : health.condition().orLonger(allowance);
        return new Health(
                notes.stopping() ? new Condition.Disabled(Condition.NEVER, "shutdown") : condition,
                health.keys(),
                health.broken());
    }

    private void leave(Job job) {
        wanted.computeIfPresent(Wanted.by(job), (_, count) -> count > 1 ? count - 1 : null);
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
