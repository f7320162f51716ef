package dev.sluice.dispatcher.placement;

import dev.sluice.config.Lane;
import java.util.List;

/**
 * What an attempt asks of a lane. Attempts of one customer with different needs wait in different
 * lines, so that those that no lane with credit may serve are never looked at, however many stand
 * there: nothing has to be looked past.
 *
 * @param excluded lanes of the pool that it must not go to, in order
 */
record Needs(String model, List<String> excluded) {

    Needs {
        excluded = List.copyOf(excluded);
    }

    boolean servedBy(Lane lane) {
        return lane.models().contains(model) && !excluded.contains(lane.id());
    }
}
