package dev.sluice.worker.lane.journal;

import java.time.Instant;

/** What a call took from the buckets of its lane's model group, or gives back to them, and when. */
public sealed interface Spending {

    String lane();

    String modelGroup();

    Instant at();

    default boolean isOf(String ofLane, String ofGroup) {
        return lane().equals(ofLane) && modelGroup().equals(ofGroup);
    }

    /** A call was started. */
    record Call(String lane, String modelGroup, Instant at, long tokens) implements Spending {}

    /** A call that had taken {@code taken} tokens was counted as {@code counted}. */
    record Correction(String lane, String modelGroup, Instant at, long taken, long counted)
            implements Spending {}
}
