package dev.sluice.dispatcher.placement;

import dev.sluice.schemas.record.Priority;

/** A priority class of a pool: within it customers are served by weight. */
record Rank(String pool, Priority priority) {}
