package dev.sluice.worker.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.record.Billing;
import dev.sluice.schemas.record.EndKind;
import dev.sluice.schemas.record.ErrorClass;
import dev.sluice.schemas.record.KeyCommand;
import dev.sluice.schemas.record.TokenUsage;
import dev.sluice.worker.provider.CallOutcome;
import dev.sluice.worker.provider.Pace;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;

/**
 * One worker process on a {@link SimWorld}, moved in the smallest steps: one action carried out, or
 * one event taken in. It may stop being moved after any of them: that is a crash, or a zombie.
 */
final class SimWorker {

    static final CallOutcome ANSWER =
            new CallOutcome(
                    EndKind.ANSWERED,
                    Billing.ACTUAL,
                    Optional.empty(),
                    Optional.of(200),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(new TokenUsage(10L, 5L, 0L, 0L)),
                    Optional.of("gpt-4o-mini"),
                    Optional.empty(),
                    Pace.SILENT);

    final SimWorld world;
    final PartitionOwner owner;
    final Deque<LaneAction> actions = new ArrayDeque<>();
    final Deque<LaneEvent> inbox = new ArrayDeque<>();
    final List<Long> calling = new ArrayList<>();
    CallOutcome answer = ANSWER;
    int journalRead = Integer.MAX_VALUE;
    int workRead;
    int ordersTaken;
    boolean handedOver;
    boolean finished;
    boolean paused;

    SimWorker(SimWorld world, Assignment assignment) {
        this(world, assignment, 1_000);
    }

    SimWorker(SimWorld world, Assignment assignment, int openMax) {
        this.world = world;
        workRead = (int) assignment.position();
        owner =
                new PartitionOwner(
                        assignment,
                        new OwnerSettings(
                                world.config, SimWorld.SESSION, openMax, world.fingerprints),
                        new CallsInFlight(100));
        for (KeyCommand order : world.orders) {
            decide(new LaneEvent.Ordered(order));
        }
        add(owner.begin(world.now));
    }

    static CallOutcome refusal(ErrorClass error, Duration retryAfter) {
        return refusal(error, Optional.of(retryAfter));
    }

    /** {@code retryAfter}: empty where the provider names no time. */
    static CallOutcome refusal(ErrorClass error, Optional<Duration> retryAfter) {
        return new CallOutcome(
                EndKind.REFUSED,
                Billing.NONE,
                Optional.of(error),
                Optional.of(429),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                new Pace(
                        retryAfter,
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        Optional.empty(),
                        Optional.empty()));
    }

    /** Moves until it has nothing to do at this moment. */
    void settle() {
        while (move()) {}
        assertThat(owner.wakeAt(world.now)).as("it does not spin").isGreaterThan(world.now.nanos());
    }

    /** Moves until {@code reached}, or until it has nothing to do. */
    boolean settleUntil(BooleanSupplier reached) {
        while (!reached.getAsBoolean()) {
            if (!move()) {
                return false;
            }
        }
        return true;
    }

    /** The first thing that can be done: an action before any event, as the loop's thread does. */
    boolean move() {
        return act() || take() || readJournal() || readWork() || finishCall() || advance();
    }

    boolean act() {
        LaneAction action = actions.pollFirst();
        if (action == null) {
            return false;
        }
        carryOut(action);
        return true;
    }

    boolean take() {
        LaneEvent event = inbox.pollFirst();
        return event != null && decide(event);
    }

    boolean readJournal() {
        if (finished || journalRead >= world.journal.size()) {
            return false;
        }
        SimWorld.Logged next = world.journal.get(journalRead);
        journalRead++;
        return decide(new LaneEvent.JournalRead(journalRead - 1L, next.at(), next.entry()));
    }

    boolean readWork() {
        boolean member = world.member.filter(this::equals).isPresent();
        if (!member || paused || workRead >= world.work.size()) {
            return false;
        }
        workRead++;
        return decide(new LaneEvent.Arrived(workRead - 1L, world.work.get(workRead - 1)));
    }

    boolean finishCall() {
        if (calling.isEmpty()) {
            return false;
        }
        long offset = calling.removeFirst();
        inbox.add(new LaneEvent.Called(offset, answer, world.now.instant(), world.now.instant()));
        return true;
    }

    boolean advance() {
        add(owner.advance(world.now));
        return !actions.isEmpty();
    }

    boolean decide(LaneEvent event) {
        if (event instanceof LaneEvent.Ordered) {
            ordersTaken++;
        }
        add(owner.decide(event, world.now));
        add(owner.advance(world.now));
        return true;
    }

    private void add(List<LaneAction> decided) {
        for (LaneAction action : decided) {
            if (action instanceof LaneAction.Call call) {
                String group = world.work.get((int) call.workOffset()).getModelGroup();
                CoolingKeys.check(this, group, call.key().id());
            }
            actions.add(action);
        }
    }

    private void carryOut(LaneAction action) {
        switch (action) {
            case LaneAction.FollowJournal(long from) ->
                    journalRead = (int) Math.min(from, world.journal.size());
            case LaneAction.Append(var entry, var acknowledged) -> {
                world.journal.add(new SimWorld.Logged(world.now.instant(), entry));
                acknowledged.ifPresent(inbox::add);
            }
            case LaneAction.Call(long offset, var _, var _, var _) -> {
                world.calls.add(world.attempt(offset));
                calling.add(offset);
                inbox.add(new LaneEvent.Sent(offset, world.now.nanos()));
            }
            case LaneAction.PublishEnd(long offset, var end) -> {
                world.outcomes.add(end);
                inbox.add(new LaneEvent.EndWritten(offset));
            }
            case LaneAction.PublishLetter(long offset, var _) ->
                    inbox.add(new LaneEvent.EndWritten(offset));
            case LaneAction.Announce(var announcement) -> world.announcements.add(announcement);
            case LaneAction.Commit commit -> {
                if (world.commit(this, commit)) {
                    inbox.add(new LaneEvent.Committed(world.now.nanos()));
                }
            }
            case LaneAction.HandOver(var last) -> {
                world.commit(this, last);
                handedOver = true;
            }
            case LaneAction.PauseWork _ -> paused = true;
            case LaneAction.ResumeWork _ -> paused = false;
            case LaneAction.Finish _ -> finished = true;
        }
    }
}
