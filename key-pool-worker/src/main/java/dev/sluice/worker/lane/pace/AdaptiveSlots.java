package dev.sluice.worker.lane.pace;

import dev.sluice.config.AdaptivePolicy;
import java.util.OptionalLong;

/**
 * How many calls at the same time, where no limit is known. As in Netflix' concurrency-limits: a
 * slow start that doubles in a round trip until something tells it not to; then more by the square
 * root in each ({@code Gradient2Limit}, its queue size), less where calls take more than twice as
 * long as they used to (its gradient, tolerance 2), and half after an overload ({@code AIMDLimit}),
 * once in a round trip. It does not grow while half of it is unused.
 *
 * <p>A refusal for rate may be meant for the rate or for the calls at the same time, and few
 * providers say which. So it stays below what ran at that moment, and tries that again after ten
 * seconds, after twenty, forty…: where it is refused again, that is the limit; where it is not
 * within two seconds, it was the rate, and the slow start goes on.
 *
 * <p>A round trip is over when a call ends that was started after the last one was over. Times are
 * nanoseconds of one monotonic clock. Owned by the lane's thread.
 */
final class AdaptiveSlots {

    private static final double TOLERANCE = 2;
    private static final double SMOOTHING = 0.2;

    /** Weight of one round trip in what calls used to take. */
    private static final double LONG_WEIGHT = 0.05;

    private static final long HOLD_MIN = 10_000_000_000L;
    private static final long HOLD_MAX = 64 * HOLD_MIN;

    /** Refusals come at once; who is not refused within this was let in. */
    private static final long LET_IN = 2_000_000_000L;

    private final AdaptivePolicy policy;
    private double slots;
    private boolean slowStart = true;
    private long roundFrom;
    private long overloadedFrom;
    private int most;
    private double roundSeconds;
    private int roundCalls;
    private double usualSeconds;
    private int refusedAt = Integer.MAX_VALUE;
    private long refusedFrom;
    private long hold;
    private long holdUntil = Long.MIN_VALUE;
    private OptionalLong triedAt = OptionalLong.empty();

    AdaptiveSlots(AdaptivePolicy policy) {
        this.policy = policy;
        slots = policy.start();
    }

    int slots(long now) {
        if (triedAt.isPresent() && now - triedAt.getAsLong() >= LET_IN) {
            triedAt = OptionalLong.empty();
            refusedAt = Integer.MAX_VALUE;
            hold /= 2;
        }
        int most = now < holdUntil ? refusedAt - 1 : refusedAt;
        return Math.max(1, (int) Math.min(slots, most));
    }

    /** So many calls run now, with the one that begins. */
    void began(int inFlight, long now) {
        most = Math.max(most, inFlight);
        if (inFlight >= refusedAt && triedAt.isEmpty()) {
            triedAt = OptionalLong.of(now);
        }
    }

    /**
     * A call came to a good end.
     *
     * @param started calls of the lane that were started until now
     */
    void answered(Ticket call, long started, double seconds) {
        roundSeconds += seconds;
        roundCalls++;
        if (call.number() > roundFrom) {
            turn();
            roundFrom = started;
        }
    }

    private void turn() {
        double seconds = roundSeconds / roundCalls;
        usualSeconds =
                usualSeconds == 0 ? seconds : usualSeconds + LONG_WEIGHT * (seconds - usualSeconds);
        double gradient = Math.clamp(TOLERANCE * usualSeconds / seconds, 0.5, 1);
        if (gradient < 1) {
            slowStart = false;
            slots *= 1 - SMOOTHING + SMOOTHING * gradient;
        } else if (most >= Math.floor(slots) / 2) {
            grow();
        }
        slots = Math.clamp(slots, 1, policy.max());
        most = 0;
        roundSeconds = 0;
        roundCalls = 0;
    }

    private void grow() {
        double more = slowStart ? 2 * slots : slots + SMOOTHING * Math.sqrt(slots);
        slots = Math.min(more, Math.max(slots, refusedAt));
    }

    /** The provider refused for its rate; several at once count as one. */
    void refused(Ticket call, long started, long now) {
        if (call.number() <= refusedFrom) {
            return;
        }
        refusedFrom = started;
        refusedAt = Math.max(2, call.inFlight());
        slots = Math.clamp(refusedAt, 1, policy.max());
        hold = Math.clamp(2 * hold, HOLD_MIN, HOLD_MAX);
        holdUntil = now + hold;
        triedAt = OptionalLong.empty();
    }

    /** The provider refused for its load. */
    void overloaded(Ticket call, long started) {
        slowStart = false;
        if (call.number() > overloadedFrom) {
            overloadedFrom = started;
            slots = Math.clamp(slots / 2, 1, policy.max());
        }
    }
}
