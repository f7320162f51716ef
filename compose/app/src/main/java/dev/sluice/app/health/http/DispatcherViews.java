package dev.sluice.app.health.http;

import dev.sluice.dispatcher.streams.admission.AdmissionLimits;
import dev.sluice.dispatcher.streams.placement.PlacementQueue;
import java.util.Optional;

/**
 * What a process tells about the dispatcher's state that it owns.
 *
 * @param queue what waits, where placement runs here
 * @param limits how full limits are, where admission runs here
 */
public record DispatcherViews(Optional<PlacementQueue> queue, Optional<AdmissionLimits> limits) {

    /** No part of a dispatcher runs here. */
    public static final DispatcherViews NONE =
            new DispatcherViews(Optional.empty(), Optional.empty());
}
