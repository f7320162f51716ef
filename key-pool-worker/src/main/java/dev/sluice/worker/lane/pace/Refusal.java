package dev.sluice.worker.lane.pace;

import dev.sluice.schemas.record.ErrorClass;
import dev.sluice.worker.provider.CallOutcome;
import dev.sluice.worker.provider.Pace;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/** What a refusal means for the lane or the key that met it. */
public sealed interface Refusal {

    /** For neither: the caller's fault, one model's, or the network's. */
    record Nothing() implements Refusal {}

    /** The whole scope is to be left alone for so long. */
    record CoolLane(Duration time, String reason) implements Refusal {}

    /** This key is refused; others of its scope may still be good. */
    record DisableKey(Duration time, String reason) implements Refusal {}

    /** How long a key whose secret or account was refused is not tried. */
    Duration KEY_TIME = Duration.ofMinutes(10);

    /** A provider that asks for more is tried again after this. */
    Duration COOLDOWN_MAX = Duration.ofHours(24);

    /**
     * @param unsaid cooldown after a rate limit where the provider names no time
     */
    static Refusal of(CallOutcome outcome, Duration unsaid) {
        return outcome.errorClass()
                .map(error -> of(error, outcome.pace(), unsaid))
                .orElse(new Nothing());
    }

    private static Refusal of(ErrorClass error, Pace pace, Duration unsaid) {
        return switch (error) {
            case RATE_LIMIT -> new CoolLane(clamp(said(pace).orElse(unsaid)), "rate_limit");
            case AUTH -> new DisableKey(KEY_TIME, "auth");
            case BILLING -> new DisableKey(KEY_TIME, "billing");
            // Another key of the provider would meet the same; one slow moment is no reason to
            // stop.
            case OVERLOADED, SERVER_ERROR ->
                    pace.retryAfter()
                            .<Refusal>map(time -> new CoolLane(clamp(time), "overloaded"))
                            .orElse(new Nothing());
            case NETWORK,
                    TIMEOUT,
                    CONTEXT_WINDOW,
                    CONTENT_POLICY,
                    INVALID_REQUEST,
                    MODEL_ACCESS,
                    MODEL_GONE,
                    REGION_BLOCKED,
                    RESPONSE_TOO_LARGE,
                    UNKNOWN ->
                    new Nothing();
        };
    }

    /** Retry-after, else the reset of what has run out: the longer where both have. */
    private static Optional<Duration> said(Pace pace) {
        if (pace.retryAfter().isPresent()) {
            return pace.retryAfter();
        }
        Optional<Duration> requests = ranOut(pace.remainingRequests(), pace.resetRequests());
        Optional<Duration> tokens = ranOut(pace.remainingTokens(), pace.resetTokens());
        if (requests.isPresent() && tokens.isPresent()) {
            return requests.get().compareTo(tokens.get()) > 0 ? requests : tokens;
        }
        return requests.or(() -> tokens);
    }

    private static Optional<Duration> ranOut(OptionalLong remaining, Optional<Duration> reset) {
        return remaining.isPresent() && remaining.getAsLong() <= 0 ? reset : Optional.empty();
    }

    private static Duration clamp(Duration time) {
        if (time.isNegative()) {
            return Duration.ZERO;
        }
        return time.compareTo(COOLDOWN_MAX) > 0 ? COOLDOWN_MAX : time;
    }
}
