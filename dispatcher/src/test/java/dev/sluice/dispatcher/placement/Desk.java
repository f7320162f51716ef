package dev.sluice.dispatcher.placement;

import dev.sluice.config.ActiveConfig;
import dev.sluice.config.Lane;
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
import java.util.HashMap;
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

    final MemoryPlacementStore store = new MemoryPlacementStore();
    final List<Work> work = new ArrayList<>();
    final List<AttemptEnd> ends = new ArrayList<>();
    Instant now = Samples.NOON;

    private final Map<String, Long> numbers = new HashMap<>();
    private List<Lane> lanes;
    private Placement placement;
    private long arrivals;

    Desk() {
        this(LANES);
    }

    Desk(List<Lane> lanes) {
        this.lanes = lanes;
        this.placement = new Placement(config(lanes), store);
    }

    static Lane lane(String id, String pool, int weight, String... models) {
        return new Lane(id, pool, pool, List.of(), List.of(), Set.of(models), weight);
    }

    static ActiveConfig config(List<Lane> lanes) {
        ActiveConfig sample = Samples.active(Samples.config());
        return new ActiveConfig(7, sample.config(), lanes, Map.of(), sample.prices());
    }

    static Attempt.Builder attempt(String id) {
        return Attempt.newBuilder(Samples.attempt(id)).setModel("m");
    }

    static Attempt.Builder attemptOf(String customer, String id) {
        return attempt(id).setTenant(new Tenant(customer, "team", "key"));
    }

    void restart() {
        placement = new Placement(config(lanes), store);
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
                .setNumber(numbers.merge(lane, 1L, Long::sum))
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
                    PlacementDecision.Hear _,
                    PlacementDecision.Ignore _ -> {}
        }
    }
}
