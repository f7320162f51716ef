package dev.sluice.dispatcher.placement;

/** One set of limits of a lane: what leases are numbered and credit is announced for. */
record LaneGroup(String lane, String modelGroup) {}
