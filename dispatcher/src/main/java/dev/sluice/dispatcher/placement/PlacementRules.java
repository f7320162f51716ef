package dev.sluice.dispatcher.placement;

import dev.sluice.config.ActiveConfig;
import dev.sluice.dispatcher.placement.PlacementDecision.End;
import dev.sluice.dispatcher.placement.PlacementDecision.Enter;
import dev.sluice.dispatcher.placement.PlacementDecision.Hear;
import dev.sluice.dispatcher.placement.PlacementDecision.Ignore;
import dev.sluice.dispatcher.placement.PlacementDecision.Lease;
import dev.sluice.dispatcher.placement.PlacementEvent.Announced;
import dev.sluice.dispatcher.placement.PlacementEvent.Arrived;
import dev.sluice.dispatcher.placement.PlacementEvent.Withdrawn;
import dev.sluice.schemas.id.AttemptId;
import dev.sluice.schemas.record.Attempt;
import dev.sluice.schemas.record.LaneAnnouncement;
import dev.sluice.schemas.record.NotCalledReason;
import dev.sluice.schemas.record.Withdrawal;
import dev.sluice.schemas.record.Work;
import java.time.Instant;
import java.util.Optional;

/** Decides, and changes nothing: state and time in, one decision out. */
final class PlacementRules {

    private final PoolLanes lanes;
    private final long configVersion;

    PlacementRules(ActiveConfig config) {
        this.lanes = new PoolLanes(config.lanes());
        this.configVersion = config.version();
    }

    PoolLanes lanes() {
        return lanes;
    }

    /**
     * @throws RuntimeException where the event makes no sense, such as an attempt numbered 0
     */
    PlacementDecision decide(PlacementView view, PlacementEvent event, Instant now) {
        return switch (event) {
            case Arrived(Attempt attempt, long arrival) -> arrive(view, attempt, arrival, now);
            case Withdrawn(Withdrawal withdrawal) -> withdraw(view, withdrawal, now);
            case Announced(LaneAnnouncement heard) -> hear(view, heard, now);
        };
    }

    /**
     * The next of a pool that leaves the line because a lane has credit for it: with a lease, or
     * with an end where its deadline has passed. Empty where no lane with credit has anything to
     * do.
     */
    Optional<PlacementDecision> next(PlacementView view, String pool, Instant now) {
        Openings open = Openings.of(view, lanes.of(pool), now);
        if (open.none()) {
            return Optional.empty();
        }
        return view.next(pool, open::serve).flatMap(place -> leave(view, place, open, now));
    }

    /** The end of one whose deadline has passed. */
    Optional<PlacementDecision> overdue(PlacementView view, Instant now) {
        return view.overdue(now).map(place -> end(view, place, NotCalledReason.EXPIRED, now));
    }

    /** The end of one that no lane serves since the configuration changed. */
    Optional<PlacementDecision> stranded(PlacementView view, Instant now) {
        return view.stranded().map(place -> end(view, place, NotCalledReason.LANE_GONE, now));
    }

    private PlacementDecision arrive(
            PlacementView view, Attempt attempt, long arrival, Instant now) {
        AttemptId id = new AttemptId(attempt.getRequestId(), attempt.getAttempt());
        if (view.placeOf(id).isPresent()) {
            return new Ignore();
        }
        if (!attempt.getDeadline().isAfter(now)) {
            return end(attempt, NotCalledReason.EXPIRED, now);
        }
        Optional<Needs> needs = lanes.needs(attempt);
        if (needs.isEmpty()) {
            return end(attempt, NotCalledReason.LANE_GONE, now);
        }
        Rank rank = new Rank(attempt.getPool(), attempt.getPriority());
        LineId line = new LineId(rank, needs.get(), attempt.getTenant().getCustomer());
        Place place = new Place(line, attempt.getDeadline().toEpochMilli(), arrival, id);
        return view.nobodyWaits(attempt.getPool())
                ? passing(view, attempt, place, now)
                : new Enter(place, attempt);
    }

    /** Where nobody waits there is nothing to be fair about: with credit it goes right through. */
    private PlacementDecision passing(
            PlacementView view, Attempt attempt, Place place, Instant now) {
        return Openings.of(view, lanes.of(attempt.getPool()), now)
                .select(place.line().needs())
                .<PlacementDecision>map(
                        best -> lease(attempt, best.state().leased(), Optional.empty(), now))
                .orElseGet(() -> new Enter(place, attempt));
    }

    private PlacementDecision withdraw(PlacementView view, Withdrawal withdrawal, Instant now) {
        return view.placeOf(new AttemptId(withdrawal.getRequestId(), withdrawal.getAttempt()))
                .map(place -> end(view, place, NotCalledReason.WITHDRAWN, now))
                .orElseGet(Ignore::new);
    }

    private PlacementDecision hear(PlacementView view, LaneAnnouncement heard, Instant now) {
        if (!lanes.knows(heard.getPool(), heard.getLane())) {
            return new Ignore();
        }
        LaneGroup group = new LaneGroup(heard.getLane(), heard.getModelGroup());
        return LaneState.next(view.lane(group), heard, now)
                .<PlacementDecision>map(state -> new Hear(state, heard.getPool()))
                .orElseGet(Ignore::new);
    }

    private Optional<PlacementDecision> leave(
            PlacementView view, Place place, Openings open, Instant now) {
        if (place.overdueAt(now)) {
            return Optional.of(end(view, place, NotCalledReason.EXPIRED, now));
        }
        return open.select(place.line().needs())
                .map(LaneCandidate::state)
                .map(state ->
                        lease(view.attemptAt(place), state.leased(), Optional.of(place), now));
    }

    private static PlacementDecision lease(
            Attempt attempt, LaneState after, Optional<Place> place, Instant now) {
        Work work =
                Work.newBuilder()
                        .setAttempt(attempt)
                        .setLane(after.group().lane())
                        .setModelGroup(after.group().modelGroup())
                        .setLease(after.leases())
                        .setEpoch(after.epoch())
                        .setLeasedAt(now)
                        .build();
        return new Lease(work, after, place);
    }

    private PlacementDecision end(
            PlacementView view, Place place, NotCalledReason reason, Instant now) {
        Attempt attempt = view.attemptAt(place);
        return new End(Ends.notCalled(attempt, reason, configVersion, now), Optional.of(place));
    }

    private PlacementDecision end(Attempt attempt, NotCalledReason reason, Instant now) {
        return new End(Ends.notCalled(attempt, reason, configVersion, now), Optional.empty());
    }
}
