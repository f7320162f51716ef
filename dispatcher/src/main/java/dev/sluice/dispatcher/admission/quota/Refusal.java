package dev.sluice.dispatcher.admission.quota;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The limit that is in a request's way. Amounts are requests, tokens, calls at the same time, or
 * pico-dollars, as the path counts.
 *
 * @param used what stands in the window, and what is held
 * @param needed by this request alone
 * @param resetAt when this limit has room for it, where no call under way decides that
 * @param retryAfter until all its limits have room, if nobody else takes it; empty where it never
 *     fits
 * @param basis of {@code retryAfter}
 */
public record Refusal(
        LimitPath path,
        Cause cause,
        long used,
        long allowed,
        long needed,
        Optional<Instant> resetAt,
        Optional<Duration> retryAfter,
        Basis basis) {

    /** Why a limit has no room. */
    public enum Cause {
        /** The request alone is more than the whole limit. */
        NEVER_FITS,
        /** What was used stands in the window. */
        USED,
        /** Calls under way hold what is left. */
        HELD,
        /** There may be room, but others wait for it. */
        WAITED_FOR
    }

    /** How the time of a next try was found. */
    public enum Basis {
        /** From when amounts leave their windows. */
        WINDOW,
        /** From the pace at which holds came back lately: an estimate. */
        PACE
    }

    public boolean never() {
        return cause == Cause.NEVER_FITS;
    }
}
