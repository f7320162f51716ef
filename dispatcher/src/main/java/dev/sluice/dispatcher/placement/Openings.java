package dev.sluice.dispatcher.placement;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The lanes of a pool that may be sent something now, and those that work at all.
 *
 * <p>A lane that refused an attempt is not offered it again while another lane that serves its
 * model works, credit or not. Where none does, because they are cooling down, disabled or silent,
 * it comes into question again: otherwise the request would wait for a disabled key until its
 * deadline although one that works stands idle.
 *
 * @param retrying providers whose retry budget has a token
 */
record Openings(
        List<LaneCandidate> withCredit,
        List<LaneCandidate> working,
        Set<String> retrying,
        Instant now) {

    static Openings of(PlacementView view, String pool, List<PoolMember> members, Instant now) {
        List<LaneCandidate> withCredit = new ArrayList<>();
        List<LaneCandidate> working = new ArrayList<>();
        Set<String> retrying = new HashSet<>();
        for (PoolMember member : members) {
            LaneState state = view.lane(member.id()).orElse(null);
            if (state == null || !state.worksAt(now)) {
                continue;
            }
            LaneCandidate candidate = new LaneCandidate(member, state);
            working.add(candidate);
            if (state.hasCreditAt(now)) {
                withCredit.add(candidate);
                if (view.mayRetry(pool, candidate.provider(), now)) {
                    retrying.add(candidate.provider());
                }
            }
        }
        return new Openings(withCredit, working, retrying, now);
    }

    boolean none() {
        return withCredit.isEmpty();
    }

    /** Whether any lane with credit may be sent what has these needs. */
    boolean serve(Needs needs) {
        Needs asked = asked(needs);
        for (LaneCandidate candidate : withCredit) {
            if (serves(candidate, asked)) {
                return true;
            }
        }
        return false;
    }

    /**
     * The lane for these needs.
     *
     * @param affinity what keeps to one lane while that has credit
     */
    Optional<LaneCandidate> select(Needs needs, Optional<String> affinity) {
        Needs asked = asked(needs);
        Stream<LaneCandidate> serving =
                withCredit.stream().filter(candidate -> serves(candidate, asked));
        return affinity.isPresent()
                ? Affinity.choose(serving, affinity.get())
                : LaneCandidate.roomiest(serving);
    }

    private boolean serves(LaneCandidate candidate, Needs needs) {
        return candidate.serves(needs, now)
                && switch (needs.call()) {
                    case FIRST -> true;
                    case RETRY -> retrying.contains(candidate.provider());
                };
    }

    private Needs asked(Needs needs) {
        if (needs.excluded().isEmpty()) {
            return needs;
        }
        for (LaneCandidate candidate : working) {
            if (candidate.serves(needs, now)) {
                return needs;
            }
        }
        return needs.anywhere();
    }
}
