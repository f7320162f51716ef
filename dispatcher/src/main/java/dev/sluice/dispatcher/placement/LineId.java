package dev.sluice.dispatcher.placement;

/** One line: those of one virtual key that may be served by the same lanes. */
record LineId(Rank rank, Needs needs, String customer, String virtualKey) {}
