package dev.sluice.dispatcher.placement;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** A lane of a pool with what it announced, and how it compares with others. */
record LaneCandidate(PoolMember member, LaneState state) {

    /**
     * Most headroom by weight first; then the one that was sent least in its epoch, so that lanes
     * that announce the same take turns; then the id, so that the choice is the same each time.
     */
    private static final Comparator<LaneCandidate> BEST_FIRST =
            Comparator.comparingLong(LaneCandidate::weightedHeadroom)
                    .reversed()
                    .thenComparingLong(candidate -> candidate.state().leases())
                    .thenComparing(candidate -> candidate.member().lane().id());

    /** The one with most room. */
    static Optional<LaneCandidate> roomiest(Stream<LaneCandidate> candidates) {
        return candidates.min(BEST_FIRST);
    }

    /** Whether it may be sent what has these needs, credit aside. */
    boolean serves(Needs needs, Instant now) {
        return member.serves(needs) && !state.breaksAt(needs.model(), now);
    }

    String provider() {
        return member.lane().provider();
    }

    /** Below zero, what queues up at the lane, a heavier lane is less behind, not more. */
    private long weightedHeadroom() {
        long left = state.headroomLeftMillis();
        int weight = member.lane().weight();
        return left >= 0 ? left * weight : left / weight;
    }
}
