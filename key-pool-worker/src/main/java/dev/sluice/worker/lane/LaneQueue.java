package dev.sluice.worker.lane;

import dev.sluice.config.ProviderConfig;
import dev.sluice.schemas.record.LaneAnnouncement;
import dev.sluice.worker.lane.pace.Condition;
import dev.sluice.worker.lane.pace.Credit;
import dev.sluice.worker.lane.pace.LanePace;
import dev.sluice.worker.lane.pace.Ticket;
import dev.sluice.worker.provider.CallOutcome;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * One model group of a lane: the work that waits for its pace, in the order of its leases, and what
 * it tells placement. Owned by the lanes' thread.
 */
final class LaneQueue {

    private final CallsInFlight worker;
    private final LanePace pace;
    private final LaneScope scope;
    private final CallCounts counts = new CallCounts();
    private final Deque<Job> waiting = new ArrayDeque<>();
    private Announcer announcer;
    private Condition allowance = new Condition.Available();

    LaneQueue(LaneScope scope, LanePace pace, Announcer announcer, CallsInFlight worker) {
        this.scope = scope;
        this.pace = pace;
        this.announcer = announcer;
        this.worker = worker;
    }

    LanePace pace() {
        return pace;
    }

    Optional<String> onlyKey() {
        return scope.onlyKey();
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

    void add(Job job, Now now) {
        waiting.addLast(job);
        if (ofThisEpoch(job)) {
            credit().arrived(job.work().getLease(), now.nanos(), now.nanosOf(job.waitsSince()));
        } else {
            credit().olderArrived();
        }
    }

    boolean stopping() {
        return scope.stopping();
    }

    /** The next job if it may start now; takes it out and its cost from the pace. */
    Optional<Started> next(Now now) {
        Job head = waiting.peekFirst();
        if (head == null || readyAt(head, now.nanos()) > now.nanos()) {
            return Optional.empty();
        }
        leave(waiting.removeFirst());
        worker.begin();
        counts.started(head.attempt());
        return Optional.of(new Started(head, pace.take(now.nanos(), head.tokens())));
    }

    /** A job with what it took from the pace. */
    record Started(Job job, Ticket ticket) {}

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

    /** Learns from a call: pace from its headers, cooldown from its refusal. */
    void called(Step.Calling call, CallOutcome outcome, Duration unsaid, Now now) {
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
        scope.called(call.key(), outcome, unsaid, now.nanos());
    }

    /** What time and calls did to the allowances, seen before a call of so many tokens. */
    private void exhaust(long tokens, long now) {
        long until = pace.exhaustedUntil(now, tokens);
        if (until > now) {
            allowance = allowance.orLonger(new Condition.Exhausted(until, "allowance"));
        }
    }

    Optional<ProviderConfig.Key> nextKey(long now) {
        return scope.nextKey(now);
    }

    Condition condition(long now) {
        return scope.condition(now).orLonger(allowance.at(now));
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
        boolean available = state.condition() instanceof Condition.Available;
        return Math.min(due, available ? pace.nextWholeAt(now) : state.condition().until());
    }

    private long readyAt(Job head, long now) {
        exhaust(head.tokens(), now);
        boolean open = condition(now) instanceof Condition.Available && worker.free() > 0;
        return !open ? LanePace.NEVER : pace.readyAt(now, head.tokens());
    }

    private Announcer.Snapshot snapshot(long now) {
        Condition condition = condition(now);
        double startable = Math.max(0, Math.min(pace.startable(now), worker.free()));
        long room =
                condition instanceof Condition.Available
                        ? credit().room(startable, pace.perSecond(now))
                        : 0;
        double headroom = room == 0 ? 0 : Math.max(0, startable - credit().waiting());
        return new Announcer.Snapshot(
                condition, room, headroom, pace.inFlight(), pace.perSecond(now), counts.counts());
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
