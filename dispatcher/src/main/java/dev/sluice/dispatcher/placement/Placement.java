package dev.sluice.dispatcher.placement;

import dev.sluice.config.ActiveConfig;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * The waiting line of the pools of one task, and who leaves it for which lane. Decisions are made
 * one at a time, each on the state that the one before left behind. Owned by one thread.
 */
public final class Placement {

    /**
     * How many may leave the line because of one event, so that one announcement of much room keeps
     * no other record waiting; the rest goes with the next event or tick.
     */
    static final int LEAVE_PER_EVENT_MAX = 64;

    private final PoolLanes lanes;
    private final ActiveConfig config;
    private final PlacementRules rules;
    private final PlacementState state;
    private final WaitingInVain inVain;

    /**
     * @param store what an earlier owner left, or empty
     */
    public Placement(ActiveConfig config, PlacementStore store) {
        this.lanes = new PoolLanes(config.lanes());
        this.config = config;
        WaitingBounds bounds = new WaitingBounds(lanes, config.config().requests());
        this.rules = new PlacementRules(config, lanes, bounds);
        this.state = new PlacementState(store, lanes, config);
        this.inVain = new WaitingInVain(bounds);
    }

    /**
     * What an event means, for {@link #apply}; changes nothing.
     *
     * @throws RuntimeException where the event makes no sense
     */
    public PlacementDecision decide(PlacementEvent event, Instant now) {
        return rules.decide(state, event, now);
    }

    /**
     * Carries a decision out, and those that follow from it.
     *
     * @param effects is given each decision that was applied, in order
     */
    public void apply(
            PlacementDecision decision, Instant now, Consumer<PlacementDecision> effects) {
        carryOut(decision, effects);
        switch (decision) {
            case PlacementDecision.Enter enter ->
                    dispatch(enter.place().line().rank().pool(), now, effects);
            case PlacementDecision.Hear(LaneState _, String pool) -> dispatch(pool, now, effects);
            case PlacementDecision.Adopt(var _, Optional<PlacementEvent> then) ->
                    then.ifPresent(event -> apply(decide(event, now), now, effects));
            // Nobody gets more room by these.
            case PlacementDecision.Lease _,
                    PlacementDecision.End _,
                    PlacementDecision.Ignore _ -> {}
        }
    }

    /**
     * What time brings about: deadlines that pass, cooldowns that end, and what an event left over.
     * The pools take turns, so that none waits for another's backlog.
     *
     * @param hasTime asked before each round, which is at most one decision for each pool and four
     *     more
     * @param effects is given each decision that was applied, in order
     */
    public void tick(Instant now, BooleanSupplier hasTime, Consumer<PlacementDecision> effects) {
        state.look(busy(now), now);
        boolean more = true;
        while (more && hasTime.getAsBoolean()) {
            state.pass(now);
            more = carryOut(rules.overdue(state, now), effects);
            more |= carryOut(rules.stranded(state, now), effects);
            more |= carryOut(inVain(now), effects);
            more |= carryOut(rules.former(state), effects);
            for (String pool : state.pools()) {
                more |= carryOut(rules.next(state, pool, now), effects);
            }
        }
    }

    /** What waits at this moment, for whoever asks: other threads too. */
    public QueueSnapshot snapshot(Instant now) {
        return QueueSnapshot.of(state, lanes, config, now);
    }

    /** Tracks for which somebody waits who could go if there were credit. */
    private Set<Track> busy(Instant now) {
        Set<Track> busy = new HashSet<>();
        for (String pool : state.pools()) {
            state.needs(pool)
                    .filter(needs -> needs.call() == Needs.Call.FIRST)
                    .filter(needs -> needs.excluded().isEmpty() && works(pool, needs, now))
                    .forEach(needs -> busy.add(lanes.track(pool, needs.model())));
        }
        return busy;
    }

    private boolean works(String pool, Needs needs, Instant now) {
        return lanes.of(pool).stream()
                .filter(member -> member.serves(needs))
                .flatMap(member -> state.lane(member.id()).stream())
                .anyMatch(lane -> lane.worksAt(now) && !lane.breaksAt(needs.model(), now));
    }

    private Optional<PlacementDecision> inVain(Instant now) {
        return inVain.next(state, now).map(place -> rules.inVain(state, place, now));
    }

    private void dispatch(String pool, Instant now, Consumer<PlacementDecision> effects) {
        state.pass(now);
        int left = 0;
        while (left < LEAVE_PER_EVENT_MAX && carryOut(rules.next(state, pool, now), effects)) {
            left++;
        }
    }

    private boolean carryOut(
            Optional<PlacementDecision> decision, Consumer<PlacementDecision> effects) {
        decision.ifPresent(made -> carryOut(made, effects));
        return decision.isPresent();
    }

    private void carryOut(PlacementDecision decision, Consumer<PlacementDecision> effects) {
        state.apply(decision);
        effects.accept(decision);
    }
}
