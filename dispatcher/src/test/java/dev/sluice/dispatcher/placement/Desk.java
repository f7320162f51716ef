package dev.sluice.dispatcher.placement;

import dev.sluice.config.ActiveConfig;
import dev.sluice.config.Lane;
import dev.sluice.config.ModelGroup;
import dev.sluice.config.RequestPolicy;
import dev.sluice.config.SluiceConfig;
import dev.sluice.schemas.record.Attempt;
import dev.sluice.schemas.record.AttemptEnd;
import dev.sluice.schemas.record.LaneAnnouncement;
import dev.sluice.schemas.record.LaneCondition;
import dev.sluice.schemas.record.Tenant;
import dev.sluice.schemas.record.Withdrawal;
import dev.sluice.schemas.record.WithdrawalReason;
import dev.sluice.schemas.record.Work;
import dev.sluice.testing.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Placement on a store in memory, with a clock that the test turns. Pool {@code sim}: lanes {@code
 * a} and {@code b} serve model {@code m}, lane {@code c} serves {@code m} and {@code n}, each with
 * weight 1.
 */
final class Desk {

    static final List<Lane> LANES =
            List.of(
                    lane("a", "sim", 1, "m"),
                    lane("b", "sim", 1, "m"),
                    lane("c", "sim", 1, "m", "n"));

    /** Its models are split between two pools; providers call them otherwise. */
    static final Lane SPLIT =
            new Lane(
                    "s",
                    "other",
                    List.of(),
                    List.of(
                            new ModelGroup("*", "big", Map.of("m", "m-2"), List.of()),
                            new ModelGroup("nano", "small", Map.of("n", "n-1"), List.of())),
                    1,
                    0);

    final MemoryPlacementStore store = new MemoryPlacementStore();
    final List<Work> work = new ArrayList<>();
    final List<AttemptEnd> ends = new ArrayList<>();
    Instant now = Samples.NOON;

    private long announced;
    private final RequestPolicy policy;
    private List<Lane> lanes;
    private Placement placement;
    private long arrivals;

    Desk() {
        this(LANES);
    }

    Desk(List<Lane> lanes) {
        this(lanes, RequestPolicy.DEFAULT);
    }

    Desk(List<Lane> lanes, RequestPolicy policy) {
        this.lanes = lanes;
        this.policy = policy;
        this.placement = new Placement(config(lanes, policy), store);
    }

    /** The standard bounds, but for what waits. */
    static RequestPolicy policy(int waitingMax, int passedOverMax) {
        RequestPolicy standard = RequestPolicy.DEFAULT;
        return new RequestPolicy(
                standard.defaultDeadline(),
                standard.deadlineMax(),
                standard.bodyBytesMax(),
                standard.parkedMax(),
                standard.attemptsMax(),
                standard.rotationsMax(),
                waitingMax,
                passedOverMax);
    }

    static PoolMember member(String id, int weight) {
        Lane lane = lane(id, "sim", weight, "m", "broken");
        return new PoolMember(lane, lane.groups().getFirst());
    }

    static Lane lane(String id, String pool, int weight, String... models) {
        return new Lane(id, pool, pool, List.of(), List.of(), Set.of(models), weight);
    }

    private static ActiveConfig config(List<Lane> lanes, RequestPolicy policy) {
        ActiveConfig sample = Samples.active(Samples.config());
        SluiceConfig whole = sample.config();
        SluiceConfig config =
                new SluiceConfig(
                        whole.kafkaDoor(),
                        whole.providers(),
                        whole.models(),
                        whole.customers(),
                        whole.prices(),
                        whole.auditRootKey(),
                        policy,
                        whole.worker(),
                        whole.registryUrl());
        return new ActiveConfig(7, config, lanes, Map.of(), sample.prices());
    }

    static Attempt.Builder attempt(String id) {
        return Attempt.newBuilder(Samples.attempt(id)).setModel("m");
    }

    static Attempt.Builder attemptOf(String customer, String id) {
        return attemptOf(customer, "key", id);
    }

    static Attempt.Builder attemptOf(String customer, String key, String id) {
        return attempt(id).setTenant(new Tenant(customer, "team", key));
    }

    void restart() {
        placement = new Placement(config(lanes, policy), store);
    }

    void restartWith(List<Lane> changed) {
        lanes = changed;
        restart();
    }

    PlacementDecision decide(PlacementEvent event) {
        return placement.decide(event, now);
    }

    void arrive(Attempt.Builder attempt) {
        on(new PlacementEvent.Arrived(attempt.build(), arrivals++));
    }

    void withdraw(String id) {
        on(new PlacementEvent.Withdrawn(new Withdrawal(id, 1, WithdrawalReason.CANCELLED)));
    }

    /** The lane's next announcement, in epoch 5: available, as much headroom as room. */
    void announce(String lane, long upTo) {
        announce(announcement(lane, upTo).build());
    }

    void announce(LaneAnnouncement announcement) {
        on(new PlacementEvent.Announced(announcement));
    }

    LaneAnnouncement.Builder announcement(String lane, long upTo) {
        return LaneAnnouncement.newBuilder()
                .setLane(lane)
                .setPool("sim")
                .setPartition(0)
                .setEpoch(5)
                .setNumber(++announced)
                .setUpTo(upTo)
                .setHeadroomMillis(1000 * upTo)
                .setInFlight(0)
                .setCondition(LaneCondition.AVAILABLE)
                .setAt(now)
                .setConfigVersion(7);
    }

    void tick() {
        placement.tick(now, () -> true, this::keep);
    }

    /** A tick that has time for some rounds only. */
    void tick(int rounds) {
        int[] left = {rounds};
        placement.tick(now, () -> left[0]-- > 0, this::keep);
    }

    QueueSnapshot snapshot() {
        return placement.snapshot(now);
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    /** Request ids of all work so far, in order. */
    List<String> leased() {
        return work.stream().map(w -> w.getAttempt().getRequestId()).toList();
    }

    /** Lanes of all work so far, in order. */
    List<String> lanesLeased() {
        return work.stream().map(Work::getLane).toList();
    }

    void on(PlacementEvent event) {
        placement.apply(placement.decide(event, now), now, this::keep);
    }

    private void keep(PlacementDecision decision) {
        switch (decision) {
            case PlacementDecision.Lease lease -> work.add(lease.work());
            case PlacementDecision.End end -> ends.add(end.end());
            case PlacementDecision.Enter _,
                    PlacementDecision.Adopt _,
                    PlacementDecision.Hear _,
                    PlacementDecision.Ignore _ -> {}
        }
    }
}
