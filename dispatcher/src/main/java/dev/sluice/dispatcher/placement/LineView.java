package dev.sluice.dispatcher.placement;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** What a forecast sees. */
interface LineView {

    Optional<LaneState> lane(LaneGroup group);

    /** Every line of a pool in which somebody waits. */
    Stream<Span> spans(String pool);

    /** How fast those that wait leave the line; empty where too little was seen. */
    OptionalDouble perSecond(Track track, Instant now);
}
