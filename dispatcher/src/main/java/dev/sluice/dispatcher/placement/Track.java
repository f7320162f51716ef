package dev.sluice.dispatcher.placement;

import java.util.Set;

/**
 * The lanes that serve a model in a pool. Models with the same track compete for the same credit
 * and leave the line at one rate. Tracks that overlap compete too; what that costs shows in the
 * rate that is measured of each.
 */
record Track(String pool, Set<LaneGroup> lanes) {

    Track {
        lanes = Set.copyOf(lanes);
    }
}
