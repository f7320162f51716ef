package dev.sluice.dispatcher.placement;

import dev.sluice.schemas.record.LaneAnnouncement;
import dev.sluice.schemas.record.LaneCondition;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What is known of a lane: its newest announcement, and the leases that were numbered against it.
 *
 * @param leases sent in this epoch: the number of the last
 * @param leasesSince of them, those sent after this announcement was heard: the lane did not know
 *     of them when it said how much headroom it has
 * @param heardAt by placement's clock, since nothing is known of the lane's
 */
record LaneState(
        LaneGroup group,
        long epoch,
        long number,
        long upTo,
        long leases,
        long leasesSince,
        long headroomMillis,
        LaneCondition condition,
        Optional<Instant> until,
        Instant heardAt) {

    /**
     * A lane announces itself each second. One that was silent for longer than this has no owner,
     * or one that cannot reach the log: what is leased to it would wait there, perhaps for nobody.
     */
    static final Duration SILENCE_MAX = Duration.ofSeconds(10);

    private static final long MILLIS_PER_LEASE = 1000;

    /**
     * The state after an announcement; empty where it is not newer than what is known. A newer
     * epoch has another owner, who counts leases from 1.
     */
    static Optional<LaneState> next(
            Optional<LaneState> before, LaneAnnouncement heard, Instant now) {
        if (before.isPresent() && !isNewer(heard, before.get())) {
            return Optional.empty();
        }
        long leases =
                before.filter(state -> state.epoch == heard.getEpoch())
                        .map(LaneState::leases)
                        .orElse(0L);
        return Optional.of(
                new LaneState(
                        new LaneGroup(heard.getLane(), heard.getModelGroup()),
                        heard.getEpoch(),
                        heard.getNumber(),
                        heard.getUpTo(),
                        leases,
                        0,
                        heard.getHeadroomMillis(),
                        heard.getCondition(),
                        heard.getUntil(),
                        now));
    }

    private static boolean isNewer(LaneAnnouncement heard, LaneState known) {
        return heard.getEpoch() > known.epoch
                || (heard.getEpoch() == known.epoch && heard.getNumber() > known.number);
    }

    /** Whether the lane may be sent another lease. */
    boolean hasCreditAt(Instant now) {
        return leases < upTo && worksAt(now);
    }

    /** Whether it was heard of lately, and neither cools down nor is disabled. */
    boolean worksAt(Instant now) {
        return !now.isAfter(heardAt.plus(SILENCE_MAX)) && isOpenAt(now);
    }

    private boolean isOpenAt(Instant now) {
        return switch (condition) {
            case AVAILABLE -> true;
            // Until its one call has ended, or a newer announcement comes.
            case PROBING -> until.isEmpty() || !now.isBefore(until.get());
            case COOLING, EXHAUSTED -> until.isPresent() && !now.isBefore(until.get());
            case DISABLED -> false;
        };
    }

    /** Calls that the lane could start beyond all that was sent to it, in thousandths. */
    long headroomLeftMillis() {
        return headroomMillis - MILLIS_PER_LEASE * leasesSince;
    }

    LaneState leased() {
        return new LaneState(
                group,
                epoch,
                number,
                upTo,
                leases + 1,
                leasesSince + 1,
                headroomMillis,
                condition,
                until,
                heardAt);
    }
}
