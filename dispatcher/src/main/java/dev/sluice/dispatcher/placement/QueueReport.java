package dev.sluice.dispatcher.placement;

import dev.sluice.schemas.record.LaneCondition;
import dev.sluice.schemas.record.Priority;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What waits in the pools of some tasks, for people.
 *
 * @param at when the oldest part of it was looked at
 */
public record QueueReport(Instant at, List<Pool> pools) {

    public QueueReport {
        pools = List.copyOf(pools);
    }

    /**
     * @param perSecond how fast the line moves, where that could be measured
     * @param drains how long until nobody of these waits any more; empty where that is not known
     */
    public record Pool(
            String id,
            long waiting,
            long tokens,
            OptionalDouble perSecond,
            Optional<Duration> drains,
            List<Share> shares,
            List<LaneCredit> lanes) {

        public Pool {
            shares = List.copyOf(shares);
            lanes = List.copyOf(lanes);
        }
    }

    /**
     * What waits of one customer in one class.
     *
     * @param tokens estimated
     * @param oldest since when the first in one of its lines waits, of all its lines
     */
    public record Share(
            Priority priority,
            String customer,
            long waiting,
            long tokens,
            Instant oldest,
            Instant nextDeadline) {}

    /**
     * @param condition empty: nothing was heard of it for ten seconds
     * @param credit leases that it may be sent now
     * @param perSecond calls in the long run, where it says so
     */
    public record LaneCredit(
            String lane,
            String modelGroup,
            Optional<LaneCondition> condition,
            Optional<Instant> until,
            long credit,
            OptionalDouble perSecond) {}

    /**
     * Where one request stands.
     *
     * @param aheadInKey of its virtual key that go before it
     * @param aheadInPool an estimate: all that go before it, if nobody else comes
     * @param start empty where it is not known how fast the line moves
     */
    public record Position(
            String requestId,
            int attempt,
            String pool,
            String model,
            Priority priority,
            String customer,
            String virtualKey,
            Instant since,
            Instant deadline,
            Count aheadInKey,
            long aheadInPool,
            Optional<Instant> start) {}

    /** A number, or where counting stopped. */
    public record Count(long number, Bound bound) {
        /** How the number is to be read. */
        public enum Bound {
            EXACTLY,
            AT_LEAST
        }
    }
}
