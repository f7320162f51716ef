package dev.sluice.worker.lane.health;

/** Whether a key, or a lane, takes calls. Times are nanoseconds of one monotonic clock. */
public sealed interface Condition {

    /** No time brings it back. */
    long NEVER = Long.MAX_VALUE;

    /** No call is on its way: in the past, and later than what was never in doubt. */
    long FREE = Long.MIN_VALUE + 1;

    /** It does. */
    record Available() implements Condition {
        @Override
        public long until() {
            return Long.MIN_VALUE;
        }
    }

    /**
     * It takes one call at a time, which finds out whether it works again.
     *
     * @param until a call is on its way, and no other starts before; {@link #FREE} where none is
     */
    record Probing(long until, String reason) implements Condition {}

    /** It is left alone until then. */
    record Cooling(long until, String reason) implements Condition {}

    /** Its provider's allowance of the day is used up; tried again then. */
    record Exhausted(long until, String reason) implements Condition {}

    /** Its secret or account is refused, and tried again then; or it was taken out by hand. */
    record Disabled(long until, String reason) implements Condition {}

    /** When it takes calls again, as far as time alone brings that. */
    long until();

    /** Whether a call may start. */
    default boolean open(long now) {
        return until() <= now;
    }

    /** The longer one: a short cooldown never ends a long one. */
    default Condition orLonger(Condition other) {
        return other.until() > until() ? other : this;
    }
}
