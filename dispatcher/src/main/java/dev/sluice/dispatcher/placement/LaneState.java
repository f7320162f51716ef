package dev.sluice.dispatcher.placement;

import dev.sluice.schemas.record.LaneAnnouncement;
import dev.sluice.schemas.record.LaneCondition;
import dev.sluice.schemas.record.OpenBreaker;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * What is known of a lane's model group: its newest announcement, and the leases that were numbered
 * against it.
 *
 * @param leases sent in this epoch: the number of the last
 * @param leasesSince of them, those sent after this announcement was heard: the lane did not know
 *     of them when it said how much headroom it has
 * @param heardAt by placement's clock, since nothing is known of the lane's
 * @param breakers models that are not to be sent there, and until when; from then on the lane
 *     itself lets single probes through
 * @param perSecondMillis calls a second in the long run, in thousandths; empty: not known
 * @param outOfService disabled because its keys are, and not because its worker stops; not stored:
 *     each announcement says it anew
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
        Instant heardAt,
        Map<String, Instant> breakers,
        OptionalLong perSecondMillis,
        boolean outOfService) {

    /**
     * A lane announces itself each second. One that was silent for longer than this has no owner,
     * or one that cannot reach the log: what is leased to it would wait there, perhaps for nobody.
     */
    static final Duration SILENCE_MAX = Duration.ofSeconds(10);

    /** Behind every deadline: of a lane that opens only if somebody does something about it. */
    static final Instant NEVER = Instant.parse("9999-12-31T00:00:00Z");

    /** Why a lane is disabled whose worker stops: another takes it over in seconds. */
    private static final String SHUTDOWN = "shutdown";

    private static final long MILLIS_PER_LEASE = 1000;

    LaneState {
        breakers = Map.copyOf(breakers);
    }

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
                        now,
                        breakers(heard),
                        heard.getPerSecondMillis()
                                .map(OptionalLong::of)
                                .orElse(OptionalLong.empty()),
                        heard.getCondition() == LaneCondition.DISABLED
                                && !heard.getReason().equals(Optional.of(SHUTDOWN))));
    }

    private static Map<String, Instant> breakers(LaneAnnouncement heard) {
        return heard.getBreakers().stream()
                .collect(
                        Collectors.toMap(
                                OpenBreaker::getModel,
                                OpenBreaker::getUntil,
                                (one, other) -> one.isAfter(other) ? one : other));
    }

    private static boolean isNewer(LaneAnnouncement heard, LaneState known) {
        return heard.getEpoch() > known.epoch
                || (heard.getEpoch() == known.epoch && heard.getNumber() > known.number);
    }

    /** Whether the lane may be sent another lease, of a model whose breaker is closed. */
    boolean hasCreditAt(Instant now) {
        return leases < upTo && worksAt(now);
    }

    /** Leases that it may still be sent. */
    long credit() {
        return Math.max(0, upTo - leases);
    }

    /** Whether it was heard of lately, and neither rests nor is disabled. */
    boolean worksAt(Instant now) {
        return isHeardAt(now) && isOpenAt(now);
    }

    /** Whether the breaker of a model is open. */
    boolean breaksAt(String model, Instant now) {
        Instant open = breakers.get(model);
        return open != null && now.isBefore(open);
    }

    /**
     * When a model may be sent there, as far as the lane has said: now, or when its rest or its
     * breaker ends. Empty where nobody knows: it is silent, or its worker stops.
     */
    Optional<Instant> opensAt(String model, Instant now) {
        if (!isHeardAt(now)) {
            return Optional.empty();
        }
        return restsUntil(now).map(rest -> later(rest, breakers.getOrDefault(model, rest)));
    }

    private Optional<Instant> restsUntil(Instant now) {
        if (isOpenAt(now)) {
            return Optional.of(now);
        }
        return switch (condition) {
            case DISABLED -> outOfService ? Optional.of(until.orElse(NEVER)) : Optional.empty();
            case AVAILABLE, PROBING, COOLING, EXHAUSTED -> until;
        };
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    boolean isHeardAt(Instant now) {
        return !now.isAfter(heardAt.plus(SILENCE_MAX));
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
                heardAt,
                breakers,
                perSecondMillis,
                outOfService);
    }
}
