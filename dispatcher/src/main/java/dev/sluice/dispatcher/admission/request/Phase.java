package dev.sluice.dispatcher.admission.request;

import dev.sluice.dispatcher.admission.quota.Hold;
import dev.sluice.dispatcher.admission.quota.Need;
import java.time.Instant;

/** Where a request stands. From {@link Draining} on it has its result. */
public sealed interface Phase {

    /** Waits for its limits, at this position of its virtual key's queue. Its body is stored. */
    record Parked(long position, Need need) implements Phase {}

    /**
     * Waits for the answer of another request with the same key. Its body is stored.
     *
     * @param requests how often it counts at limits of requests when it is called itself
     */
    record Joined(AnswerKey.Bond bond, int requests) implements Phase {}

    /** An attempt is open. */
    record InFlight(int attempt, Hold hold, String pool) implements Phase {}

    /** The deadline has passed and the attempt was withdrawn: its end may still come in time. */
    record Withdrawing(int attempt, Hold hold) implements Phase {}

    /** The next attempt takes over this hold at {@code until}. Its body is stored. */
    record Delayed(Instant until, Hold carried) implements Phase {}

    /** The next attempt is admitted anew at {@code until}. Its body is stored. */
    record DelayedAnew(Instant until, Need need) implements Phase {}

    /** The result is given, the attempt is not over: its hold stays until it is. */
    record Draining(int attempt, Hold hold) implements Phase {}

    /** All is over, but an attempt of unknown end may yet turn out to be known. */
    record Remembered(Instant until) implements Phase {}
}
