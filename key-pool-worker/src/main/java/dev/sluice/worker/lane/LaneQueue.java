package dev.sluice.worker.lane;

import dev.sluice.config.Lane;
import dev.sluice.config.ProviderConfig;
import dev.sluice.schemas.record.LaneAnnouncement;
import dev.sluice.worker.lane.pace.Condition;
import dev.sluice.worker.lane.pace.Credit;
import dev.sluice.worker.lane.pace.KeyRing;
import dev.sluice.worker.lane.pace.LanePace;
import dev.sluice.worker.lane.pace.Refusal;
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
 * One lane: the work that waits for its pace, in the order of its leases, and what it tells
 * placement. Owned by the lanes' thread.
 */
final class LaneQueue {

    /** Longer than any drain: a call that starts after it would not come to its end here. */
    private static final long STOPPED = Duration.ofDays(1).toNanos();

    private final CallsInFlight worker;
    private final LanePace pace;
    private final KeyRing keys;
    private final Deque<Job> waiting = new ArrayDeque<>();
    private Announcer announcer;
    private Condition cooldown = new Condition.Available();
    private boolean stopping;

    LaneQueue(Lane lane, LanePace pace, Announcer announcer, CallsInFlight worker) {
        this.pace = pace;
        this.announcer = announcer;
        this.worker = worker;
        this.keys = new KeyRing(lane.keys());
    }

    LanePace pace() {
        return pace;
    }

    KeyRing keys() {
        return keys;
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
    void stop(long now) {
        stopping = true;
        cooldown = cooldown.orLonger(new Condition.Disabled(now + STOPPED, "shutdown"));
    }

    boolean stopping() {
        return stopping;
    }

    /** The next job if it may start now; takes it out and its cost from the pace. */
    Optional<Started> next(Now now) {
        Job head = waiting.peekFirst();
        if (head == null || readyAt(head, now.nanos()) > now.nanos()) {
            return Optional.empty();
        }
        leave(waiting.removeFirst());
        worker.begin();
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

    /** The call's slot is free again, whether the call was made or not. */
    void freed(Ticket ticket, long now) {
        worker.end();
        pace.ended(ticket, now);
    }

    /** Learns from a call: pace from its headers, cooldown from its refusal. */
    void called(Step.Calling call, CallOutcome outcome, Duration unsaid, Now now) {
        long sentAt = call.sentAt().orElse(call.ticket().takenAt());
        pace.learn(call.ticket(), sentAt, outcome.pace(), now.nanos());
        switch (Refusal.of(outcome, unsaid)) {
            case Refusal.Nothing _ -> {}
            case Refusal.CoolLane(Duration time, String reason) -> {
                cooldown =
                        cooldown.orLonger(
                                new Condition.Cooling(now.nanos() + time.toNanos(), reason));
                pace.drain(now.nanos());
            }
            case Refusal.DisableKey(Duration time, String reason) ->
                    keys.disable(
                            call.key().id(),
                            new Condition.Disabled(now.nanos() + time.toNanos(), reason));
        }
    }

    Optional<ProviderConfig.Key> nextKey(long now) {
        return keys.next(now);
    }

    Condition condition(long now) {
        return cooldown.at(now).orLonger(keys.condition(now));
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
        boolean available = state.condition() instanceof Condition.Available;
        return Math.min(due, available ? pace.nextWholeAt(now) : state.condition().until());
    }

    private long readyAt(Job head, long now) {
        boolean open = condition(now) instanceof Condition.Available && worker.free() > 0;
        return !open ? LanePace.NEVER : pace.readyAt(now, head.tokens());
    }

    private Announcer.Snapshot snapshot(long now) {
        Condition condition = condition(now);
        double startable = Math.max(0, Math.min(pace.startable(now), worker.free()));
        long room =
                condition instanceof Condition.Available
                        ? credit().room(startable, pace.perSecond())
                        : 0;
        double headroom = Math.max(0, startable - credit().waiting());
        return new Announcer.Snapshot(condition, room, room == 0 ? 0 : headroom, pace.inFlight());
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
