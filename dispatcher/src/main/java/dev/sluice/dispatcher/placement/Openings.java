package dev.sluice.dispatcher.placement;

import dev.sluice.config.Lane;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The lanes of a pool that may be sent something now, and those that work at all.
 *
 * <p>A lane that refused an attempt is not offered it again while another lane that serves its
 * model works, credit or not. Where none does, because they are cooling down, disabled or silent,
 * it comes into question again: otherwise the request would wait for a disabled key until its
 * deadline although one that works stands idle.
 */
record Openings(List<LaneCandidate> withCredit, List<Lane> working) {

    static Openings of(PlacementView view, List<Lane> lanes, Instant now) {
        List<LaneCandidate> withCredit = new ArrayList<>();
        List<Lane> working = new ArrayList<>();
        for (Lane lane : lanes) {
            Optional<LaneState> state = view.lane(LaneGroup.of(lane.id()));
            state.filter(found -> found.worksAt(now)).ifPresent(_ -> working.add(lane));
            state.filter(found -> found.hasCreditAt(now))
                    .ifPresent(found -> withCredit.add(new LaneCandidate(lane, found)));
        }
        return new Openings(withCredit, working);
    }

    boolean none() {
        return withCredit.isEmpty();
    }

    /** Whether any lane with credit may be sent what has these needs. */
    boolean serve(Needs needs) {
        Needs asked = asked(needs);
        for (LaneCandidate candidate : withCredit) {
            if (asked.servedBy(candidate.lane())) {
                return true;
            }
        }
        return false;
    }

    /** The best lane for these needs. */
    Optional<LaneCandidate> select(Needs needs) {
        return LaneCandidate.select(withCredit, asked(needs));
    }

    private Needs asked(Needs needs) {
        if (needs.excluded().isEmpty()) {
            return needs;
        }
        for (Lane lane : working) {
            if (needs.servedBy(lane)) {
                return needs;
            }
        }
        return new Needs(needs.model(), List.of());
    }
}
