package dev.sluice.worker.kafka;

import dev.sluice.schemas.record.KeyCommand;
import dev.sluice.worker.lane.Assignment;
import dev.sluice.worker.lane.LaneAction;
import dev.sluice.worker.lane.LaneEvent;

/**
 * What other threads tell the one that owns the lanes. An ownership is a number of this process.
 */
sealed interface LoopMessage {

    /** The group gave a partition. */
    record Assigned(long ownership, Assignment assignment) implements LoopMessage {}

    /** Something happened to one ownership. */
    record ToOwner(long ownership, LaneEvent event) implements LoopMessage {}

    /** An entry was read from a partition's journal: for every ownership of it. */
    record ToPartition(int partition, LaneEvent event) implements LoopMessage {}

    /** A record could not be written for now: try again. */
    record Again(long ownership, LaneAction action) implements LoopMessage {}

    /** Somebody ordered something for a provider key. */
    record Ordered(KeyCommand command) implements LoopMessage {}

    /** All partitions that the group gives for now were told. */
    record Joined() implements LoopMessage {}

    /** The worker was told to stop: no new calls. */
    record Stop() implements LoopMessage {}

    /** Nothing is to be done any more. */
    record End() implements LoopMessage {}
}
