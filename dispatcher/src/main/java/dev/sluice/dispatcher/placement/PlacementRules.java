package dev.sluice.dispatcher.placement;

import dev.sluice.config.ActiveConfig;
import dev.sluice.dispatcher.placement.PlacementDecision.Adopt;
import dev.sluice.dispatcher.placement.PlacementDecision.End;
import dev.sluice.dispatcher.placement.PlacementDecision.Enter;
import dev.sluice.dispatcher.placement.PlacementDecision.Hear;
import dev.sluice.dispatcher.placement.PlacementDecision.Ignore;
import dev.sluice.dispatcher.placement.PlacementEvent.Announced;
import dev.sluice.dispatcher.placement.PlacementEvent.Arrived;
import dev.sluice.dispatcher.placement.PlacementEvent.Withdrawn;
import dev.sluice.schemas.id.AttemptId;
import dev.sluice.schemas.record.Attempt;
import dev.sluice.schemas.record.LaneAnnouncement;
import dev.sluice.schemas.record.NotCalledReason;
import dev.sluice.schemas.record.Withdrawal;
import java.time.Instant;
import java.util.Optional;

/** Decides, and changes nothing: state and time in, one decision out. */
final class PlacementRules {

    private final PoolLanes lanes;
    private final WaitingBounds bounds;
    private final long configVersion;

    PlacementRules(ActiveConfig config, PoolLanes lanes, WaitingBounds bounds) {
        this.lanes = lanes;
        this.bounds = bounds;
        this.configVersion = config.version();
    }

    /**
     * @throws RuntimeException where the event makes no sense, such as an attempt numbered 0
     */
    PlacementDecision decide(PlacementView view, PlacementEvent event, Instant now) {
        return switch (event) {
            case Arrived(Attempt attempt, long arrival) -> arrive(view, attempt, arrival, now);
            case Withdrawn withdrawn -> withdraw(view, withdrawn, now);
            case Announced(LaneAnnouncement heard) -> hear(view, heard, now);
        };
    }

    /**
     * The next of a pool that leaves the line because a lane has credit for it: with a lease, or
     * with an end where its deadline has passed. Empty where no lane with credit has anything to
     * do.
     */
    Optional<PlacementDecision> next(PlacementView view, String pool, Instant now) {
        Openings open = openings(view, pool, now);
        if (open.none()) {
            return Optional.empty();
        }
        return view.next(pool, open::serve).flatMap(turn -> leave(view, turn, open, now));
    }

    /** The end of one whose deadline has passed. */
    Optional<PlacementDecision> overdue(PlacementView view, Instant now) {
        return view.overdue().map(place -> end(view, place, NotCalledReason.EXPIRED, now));
    }

    /** The end of one that no lane serves since the configuration changed. */
    Optional<PlacementDecision> stranded(PlacementView view, Instant now) {
        return view.stranded().map(place -> end(view, place, NotCalledReason.LANE_GONE, now));
    }

    /**
     * The end of one that asked not to wait in vain, and does since all lanes closed; nothing where
     * it may go on waiting, or has left its place.
     */
    PlacementDecision inVain(PlacementView view, Place place, Instant now) {
        return view.placeOf(place.attempt())
                .filter(place::equals)
                .map(view::attemptAt)
                .flatMap(attempt ->
                        bounds.endsWaiting(view, attempt, place, now)
                                .<PlacementDecision>map(refusal ->
                                        new End(
                                                Ends.refused(attempt, refusal, configVersion, now),
                                                Optional.of(place))))
                .orElseGet(Ignore::new);
    }

    /** The move of one that an earlier release left waiting. */
    Optional<PlacementDecision> former(PlacementView view) {
        return view.former().map(waiting -> new Adopt(waiting, Optional.empty()));
    }

    private PlacementDecision arrive(
            PlacementView view, Attempt attempt, long arrival, Instant now) {
        AttemptId id = new AttemptId(attempt.getRequestId(), attempt.getAttempt());
        if (view.placeOf(id).isPresent() || view.former(id).isPresent()) {
            return new Ignore();
        }
        if (!attempt.getDeadline().isAfter(now)) {
            return end(attempt, NotCalledReason.EXPIRED, now);
        }
        return lanes.needs(attempt)
                .map(needs -> place(attempt, needs, arrival, id))
                .map(place -> passOrWait(view, attempt, place, now))
                .orElseGet(() -> end(attempt, NotCalledReason.LANE_GONE, now));
    }

    private static Place place(Attempt attempt, Needs needs, long arrival, AttemptId id) {
        LineId line =
                new LineId(
                        new Rank(attempt.getPool(), attempt.getPriority()),
                        needs,
                        attempt.getTenant().getCustomer(),
                        attempt.getTenant().getVirtualKey());
        return new Place(line, attempt.getDeadline().toEpochMilli(), arrival, id);
    }

    /**
     * Where nobody who waits could go there is nothing to be fair about: with credit it goes right
     * through.
     */
    private PlacementDecision passOrWait(
            PlacementView view, Attempt attempt, Place place, Instant now) {
        Openings open = openings(view, attempt.getPool(), now);
        if (!open.none() && view.next(attempt.getPool(), open::serve).isEmpty()) {
            Optional<LaneCandidate> lane = open.select(place.line().needs(), attempt.getAffinity());
            if (lane.isPresent()) {
                return Leases.of(attempt, lane.get(), Optional.empty(), now);
            }
        }
        return bounds.refuses(view, attempt, place, now)
                .<PlacementDecision>map(refusal ->
                        new End(
                                Ends.refused(attempt, refusal, configVersion, now),
                                Optional.empty()))
                .orElseGet(() -> new Enter(place, attempt, now));
    }

    private PlacementDecision withdraw(PlacementView view, Withdrawn withdrawn, Instant now) {
        Withdrawal withdrawal = withdrawn.withdrawal();
        AttemptId id = new AttemptId(withdrawal.getRequestId(), withdrawal.getAttempt());
        return view.placeOf(id)
                .map(place -> end(view, place, NotCalledReason.WITHDRAWN, now))
                .or(() ->
                        view.former(id).map(waiting -> new Adopt(waiting, Optional.of(withdrawn))))
                .orElseGet(Ignore::new);
    }

    private PlacementDecision hear(PlacementView view, LaneAnnouncement heard, Instant now) {
        LaneGroup group = new LaneGroup(heard.getLane(), heard.getModelGroup());
        if (!lanes.knows(heard.getPool(), group)) {
            return new Ignore();
        }
        return LaneState.next(view.lane(group), heard, now)
                .<PlacementDecision>map(state -> new Hear(state, heard.getPool()))
                .orElseGet(Ignore::new);
    }

    private Optional<PlacementDecision> leave(
            PlacementView view, Turn turn, Openings open, Instant now) {
        Place place = turn.place();
        if (place.overdueAt(now)) {
            return Optional.of(end(view, place, NotCalledReason.EXPIRED, now));
        }
        Attempt attempt = view.attemptAt(place);
        return open.select(place.line().needs(), attempt.getAffinity())
                .map(lane -> Leases.of(attempt, lane, Optional.of(turn), now));
    }

    private Openings openings(PlacementView view, String pool, Instant now) {
        return Openings.of(view, pool, lanes.of(pool), now);
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
