package dev.sluice.dispatcher.placement;

import dev.sluice.dispatcher.state.LaneStanding;
import dev.sluice.dispatcher.state.StandingBreaker;
import dev.sluice.dispatcher.state.StandingCondition;
import dev.sluice.schemas.record.LaneCondition;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * The lanes' states, in memory and in the store. At most one each configured lane and model group.
 * Owned by the stage's thread.
 */
final class LaneStates {

    private final LineRecords records;
    private final Map<LaneGroup, LaneState> states = new HashMap<>();

    private LaneStates(LineRecords records) {
        this.records = records;
    }

    /** The states as they stand in the store. */
    static LaneStates restore(LineRecords records) {
        LaneStates lanes = new LaneStates(records);
        records.eachLane(standing -> {
            LaneState state = read(standing);
            lanes.states.put(state.group(), state);
        });
        return lanes;
    }

    Optional<LaneState> get(LaneGroup group) {
        return Optional.ofNullable(states.get(group));
    }

    void put(LaneState state) {
        states.put(state.group(), state);
        records.putLane(state.group(), write(state));
    }

    private static LaneState read(LaneStanding standing) {
        return new LaneState(
                new LaneGroup(standing.getLane(), standing.getModelGroup()),
                standing.getEpoch(),
                standing.getNumber(),
                standing.getUpTo(),
                standing.getLeases(),
                standing.getLeasesSince(),
                standing.getHeadroomMillis(),
                switch (standing.getCondition()) {
                    case OPEN -> LaneCondition.AVAILABLE;
                    case COOLING -> LaneCondition.COOLING;
                    case DISABLED -> LaneCondition.DISABLED;
                    case PROBING -> LaneCondition.PROBING;
                    case EXHAUSTED -> LaneCondition.EXHAUSTED;
                },
                standing.getUntil(),
                standing.getHeardAt(),
                standing.getBreakers().stream()
                        .collect(
                                Collectors.toMap(
                                        StandingBreaker::getModel, StandingBreaker::getUntil)),
                standing.getPerSecondMillis().map(OptionalLong::of).orElse(OptionalLong.empty()),
                false);
    }

    private static LaneStanding write(LaneState state) {
        return LaneStanding.newBuilder()
                .setLane(state.group().lane())
                .setModelGroup(state.group().modelGroup())
                .setEpoch(state.epoch())
                .setNumber(state.number())
                .setUpTo(state.upTo())
                .setLeases(state.leases())
                .setLeasesSince(state.leasesSince())
                .setHeadroomMillis(state.headroomMillis())
                .setCondition(
                        switch (state.condition()) {
                            case AVAILABLE -> StandingCondition.OPEN;
                            case COOLING -> StandingCondition.COOLING;
                            case DISABLED -> StandingCondition.DISABLED;
                            case PROBING -> StandingCondition.PROBING;
                            case EXHAUSTED -> StandingCondition.EXHAUSTED;
                        })
                .setUntil(state.until().orElse(null))
                .setHeardAt(state.heardAt())
                .setBreakers(breakers(state))
                .setPerSecondMillis(
                        state.perSecondMillis().isPresent()
                                ? state.perSecondMillis().getAsLong()
                                : null)
                .build();
    }

    private static List<StandingBreaker> breakers(LaneState state) {
        return state.breakers().entrySet().stream()
                .map(open -> new StandingBreaker(open.getKey(), open.getValue()))
                .toList();
    }
}
