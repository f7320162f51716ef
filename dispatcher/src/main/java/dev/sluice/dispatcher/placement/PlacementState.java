package dev.sluice.dispatcher.placement;

import dev.sluice.schemas.id.AttemptId;
import dev.sluice.schemas.record.Attempt;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Predicate;

/**
 * All that placement remembers. It changes only by applying a decision. Owned by the stage's
 * thread.
 */
final class PlacementState implements PlacementView {

    private static final int WEIGHT_MAX = 1000;

    /**
     * Virtual time of one token at weight 1: a long lasts 290 years at a million tokens a second.
     */
    private static final long PER_TOKEN = WEIGHT_MAX;

    private final WaitingLine line;
    private final LaneStates lanes;

    /** Lines of the store that no lane serves any more. */
    private final Queue<LineId> stranded = new ArrayDeque<>();

    private PlacementState(WaitingLine line, LaneStates lanes) {
        this.line = line;
        this.lanes = lanes;
    }

    /** The state as it stands in the store. */
    static PlacementState restore(PlacementStore store, PoolLanes configured) {
        LineRecords records = new LineRecords(store);
        PlacementState state =
                new PlacementState(WaitingLine.restore(records), LaneStates.restore(records));
        state.line.lines().stream()
                .filter(id -> !configured.serves(id))
                .forEach(state.stranded::add);
        return state;
    }

    void apply(PlacementDecision decision) {
        switch (decision) {
            case PlacementDecision.Ignore() -> {}
            case PlacementDecision.Enter(Place place, Attempt attempt) ->
                    line.enter(place, attempt);
            case PlacementDecision.Hear(LaneState lane, String _) -> lanes.put(lane);
            case PlacementDecision.Lease(var work, LaneState lane, Optional<Place> place) -> {
                place.ifPresent(from -> serve(from, work.getAttempt()));
                lanes.put(lane);
            }
            case PlacementDecision.End(_, Optional<Place> place) -> place.ifPresent(line::leave);
        }
    }

    private void serve(Place place, Attempt attempt) {
        line.charge(place.line(), cost(attempt));
        line.leave(place);
    }

    /** The tokens that were estimated for an attempt, by its customer's weight. */
    static long cost(Attempt attempt) {
        long tokens = Math.max(1, (long) attempt.getInputTokens() + attempt.getMaxOutputTokens());
        return tokens * PER_TOKEN / Math.clamp(attempt.getWeight(), 1, WEIGHT_MAX);
    }

    /** Pools in which somebody waits. */
    List<String> pools() {
        return line.pools();
    }

    @Override
    public Optional<LaneState> lane(LaneGroup group) {
        return lanes.get(group);
    }

    @Override
    public boolean nobodyWaits(String pool) {
        return line.isEmpty(pool);
    }

    @Override
    public Optional<Place> placeOf(AttemptId attempt) {
        return line.placeOf(attempt);
    }

    @Override
    public Attempt attemptAt(Place place) {
        return line.attemptAt(place);
    }

    @Override
    public Optional<Place> next(String pool, Predicate<Needs> servable) {
        return line.next(pool, servable);
    }

    @Override
    public Optional<Place> overdue(Instant now) {
        return line.overdue(now);
    }

    @Override
    public Optional<Place> stranded() {
        while (!stranded.isEmpty()) {
            Optional<Place> first = line.firstOf(stranded.element());
            if (first.isPresent()) {
                return first;
            }
            stranded.remove();
        }
        return Optional.empty();
    }
}
