package dev.sluice.dispatcher.placement;

import dev.sluice.config.Lane;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** A lane with credit, and how it compares with others. */
record LaneCandidate(Lane lane, LaneState state) {

    /**
     * Most headroom by weight first; then the one that was sent least in its epoch, so that lanes
     * that announce the same take turns; then the id, so that the choice is the same each time.
     */
    private static final Comparator<LaneCandidate> BEST_FIRST =
            Comparator.comparingLong(LaneCandidate::weightedHeadroom)
                    .reversed()
                    .thenComparingLong(candidate -> candidate.state().leases())
                    .thenComparing(candidate -> candidate.lane().id());

    /** The best of those that serve {@code needs}. */
    static Optional<LaneCandidate> select(Collection<LaneCandidate> withCredit, Needs needs) {
        return withCredit.stream()
                .filter(candidate -> needs.servedBy(candidate.lane()))
                .min(BEST_FIRST);
    }

    /** Below zero, what queues up at the lane, a heavier lane is less behind, not more. */
    private long weightedHeadroom() {
        long left = state.headroomLeftMillis();
        return left >= 0 ? left * lane.weight() : left / lane.weight();
    }
}
