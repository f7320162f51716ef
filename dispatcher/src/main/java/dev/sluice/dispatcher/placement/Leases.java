package dev.sluice.dispatcher.placement;

import dev.sluice.dispatcher.placement.PlacementDecision.Lease;
import dev.sluice.schemas.record.Attempt;
import dev.sluice.schemas.record.Work;
import java.time.Instant;
import java.util.Optional;

/** Leases of attempts to lanes. */
final class Leases {

    private Leases() {}

    /**
     * @param turn that it uses; empty for one that did not wait
     */
    static Lease of(Attempt attempt, LaneCandidate to, Optional<Turn> turn, Instant now) {
        LaneState after = to.state().leased();
        Work.Builder work =
                Work.newBuilder()
                        .setAttempt(attempt)
                        .setLane(after.group().lane())
                        .setModelGroup(after.group().modelGroup())
                        .setLease(after.leases())
                        .setEpoch(after.epoch())
                        .setLeasedAt(now);
        if (!to.provider().equals(attempt.getProvider())) {
            work.setProvider(to.provider());
        }
        String name = to.member().providerModel(attempt.getModel());
        if (!name.equals(attempt.getProviderModel())) {
            work.setProviderModel(name);
        }
        return new Lease(work.build(), after, turn);
    }

    /** Whose key is called. */
    static String provider(Work work) {
        return work.getProvider().orElse(work.getAttempt().getProvider());
    }

    static Needs.Call call(Attempt attempt) {
        return attempt.getRetry() ? Needs.Call.RETRY : Needs.Call.FIRST;
    }

    /** Estimated, and at least one. */
    static long tokens(long inputTokens, long maxOutputTokens) {
        return Math.max(1, inputTokens + maxOutputTokens);
    }

    static long tokens(Attempt attempt) {
        return tokens(attempt.getInputTokens(), attempt.getMaxOutputTokens());
    }
}
