package dev.sluice.worker.lane.pace;

/** Whether a lane takes calls. Times are nanoseconds of one monotonic clock. */
public sealed interface Condition {

    /** It does. */
    record Available() implements Condition {}

    /** Its provider asked to be left alone until then. */
    record Cooling(long until, String reason) implements Condition {}

    /** Its provider's allowance of the day is used up; tried again then. */
    record Exhausted(long until, String reason) implements Condition {}

    /** Its keys are refused; tried again then, since a secret or a bill may have been put right. */
    record Disabled(long until, String reason) implements Condition {}

    /** When it takes calls again. */
    default long until() {
        return switch (this) {
            case Available _ -> Long.MIN_VALUE;
            case Cooling(long until, _) -> until;
            case Exhausted(long until, _) -> until;
            case Disabled(long until, _) -> until;
        };
    }

    /** The longer one: a short cooldown never ends a long one. */
    default Condition orLonger(Condition other) {
        return other.until() > until() ? other : this;
    }

    /** This one as long as it lasts. */
    default Condition at(long now) {
        return until() > now ? this : new Available();
    }
}
