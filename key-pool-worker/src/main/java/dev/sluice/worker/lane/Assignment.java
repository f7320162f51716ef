package dev.sluice.worker.lane;

import dev.sluice.worker.lane.journal.Anchor;

/**
 * A partition of work that the group gave to this worker.
 *
 * @param owner names this ownership and no other, in this process or any
 * @param position first work offset that is not complete
 * @param anchor from where the journal has to be read
 */
public record Assignment(String owner, int partition, long position, Anchor anchor) {}
