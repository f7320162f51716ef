package dev.sluice.dispatcher.placement;

import dev.sluice.config.Lane;
import dev.sluice.config.ModelGroup;

/** A lane with those of its models that wait in one pool and share one set of limits. */
record PoolMember(Lane lane, ModelGroup group) {

    LaneGroup id() {
        return new LaneGroup(lane.id(), group.id());
    }

    boolean serves(Needs needs) {
        return group.serves(needs.model()) && !needs.excluded().contains(lane.id());
    }

    /** What its provider calls a model that it serves. */
    String providerModel(String model) {
        return group.models().getOrDefault(model, model);
    }
}
