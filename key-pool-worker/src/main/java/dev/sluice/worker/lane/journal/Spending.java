package dev.sluice.worker.lane.journal;

import java.time.Instant;

/** What a call took from its lane's buckets, or gives back to them, and when. */
public sealed interface Spending {

    String lane();

    Instant at();

    /** A call was started. */
    record Call(String lane, Instant at, long tokens) implements Spending {}

    /** A call that had taken {@code taken} tokens was counted as {@code counted}. */
    record Correction(String lane, Instant at, long taken, long counted) implements Spending {}
}
