package dev.sluice.worker.lane;

import static dev.sluice.testing.Samples.NOON;

import dev.sluice.config.ActiveConfig;
import dev.sluice.config.ModelGroup;
import dev.sluice.schemas.id.AttemptId;
import dev.sluice.schemas.record.Attempt;
import dev.sluice.schemas.record.AttemptEnd;
import dev.sluice.schemas.record.JournalEntry;
import dev.sluice.schemas.record.KeyAction;
import dev.sluice.schemas.record.KeyCommand;
import dev.sluice.schemas.record.LaneAnnouncement;
import dev.sluice.schemas.record.Work;
import dev.sluice.testing.Samples;
import dev.sluice.worker.lane.journal.Anchor;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Partition 0 in memory: its work, journal, outcomes and commit, a provider that notes each call,
 * and a clock that stands still until it is moved.
 */
final class SimWorld {

    static final Duration SESSION = Duration.ofSeconds(6);
    static final String LANE = "sim/key-a";

    record Logged(Instant at, JournalEntry entry) {}

    final ActiveConfig config;
    final List<Logged> journal = new ArrayList<>();
    final List<Work> work = new ArrayList<>();
    final List<AttemptEnd> outcomes = new ArrayList<>();
    final List<LaneAnnouncement> announcements = new ArrayList<>();
    final List<AttemptId> calls = new ArrayList<>();
    final Map<String, String> fingerprints = new HashMap<>();
    final List<KeyCommand> orders = new ArrayList<>();
    final List<SimWorker> workers = new ArrayList<>();
    Now now = new Now(NOON, 0);
    long committed;
    String metadata = "";
    Optional<SimWorker> member = Optional.empty();

    SimWorld() {
        this(Samples.active(Samples.config()));
    }

    SimWorld(ActiveConfig config) {
        this.config = config;
    }

    /** The next request was leased to the lane. */
    Work lease(Duration deadlineIn) {
        return lease(deadlineIn, ModelGroup.OTHERS);
    }

    /** The next request was leased to this model group of the lane. */
    Work lease(Duration deadlineIn, String modelGroup) {
        long before =
                work.stream().filter(known -> known.getModelGroup().equals(modelGroup)).count();
        Attempt attempt =
                Attempt.newBuilder(Samples.attempt(Samples.requestId(work.size())))
                        .setDeadline(now.instant().plus(deadlineIn))
                        .build();
        Work leased =
                Work.newBuilder()
                        .setAttempt(attempt)
                        .setLane(LANE)
                        .setModelGroup(modelGroup)
                        .setLease(before + 1)
                        .setEpoch(0)
                        .setLeasedAt(now.instant())
                        .build();
        work.add(leased);
        return leased;
    }

    /** Somebody orders something for the lane's key; every worker will be told. */
    void order(KeyAction action, Optional<Instant> until) {
        KeyCommand.Builder order =
                KeyCommand.newBuilder()
                        .setProvider("sim")
                        .setKey("key-a")
                        .setAction(action)
                        .setReason("because")
                        .setOrderedBy("me")
                        .setAt(now.instant());
        until.ifPresent(order::setUntil);
        orders.add(order.build());
        workers.forEach(worker -> worker.inbox.add(new LaneEvent.Ordered(orders.getLast())));
    }

    /** The group gives the partition to a new member, which reads from the last commit. */
    SimWorker assign() {
        Assignment assignment = new Assignment("owner-" + workers.size(), 0, committed, anchor());
        SimWorker worker = new SimWorker(this, assignment);
        workers.add(worker);
        member = Optional.of(worker);
        return worker;
    }

    Anchor anchor() {
        return Anchor.parse(metadata);
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    boolean commit(SimWorker by, LaneAction.Commit commit) {
        if (member.filter(by::equals).isEmpty()) {
            return false;
        }
        committed = commit.offset();
        metadata = commit.metadata();
        return true;
    }

    boolean done() {
        return committed == work.size();
    }

    AttemptId attempt(long workOffset) {
        Attempt attempt = work.get((int) workOffset).getAttempt();
        return new AttemptId(attempt.getRequestId(), attempt.getAttempt());
    }

    List<AttemptEnd> endsOf(AttemptId id) {
        return outcomes.stream()
                .filter(end -> end.getRequestId().equals(id.requestId()))
                .filter(end -> end.getAttempt() == id.number())
                .toList();
    }

    long callsOf(AttemptId id) {
        return calls.stream().filter(id::equals).count();
    }
}
