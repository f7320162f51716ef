package dev.sluice.worker.lane.health;

import dev.sluice.schemas.record.ErrorClass;
import dev.sluice.worker.provider.CallOutcome;
import dev.sluice.worker.provider.Pace;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** What a refusal means for the lane or the key that met it. */
public sealed interface Refusal {

    /** For neither: the caller's fault, one model's, or the network's. */
    record Nothing() implements Refusal {}

    /**
     * All keys of the scope are to be left alone, for the models that share a limit.
     *
     * @param said how long, by the provider's own words
     */
    record CoolGroup(Cause cause, Optional<Duration> said) implements Refusal {}

    /** This key is refused; others of its scope may still be good. */
    record DisableKey(Cause cause) implements Refusal {}

    /** A provider that asks for more is tried again after this. */
    Duration COOLDOWN_MAX = Duration.ofHours(24);

    /** Nobody counts minutes who asks for so much patience: an allowance is used up. */
    Duration DAY_QUOTA_MIN = Duration.ofHours(1);

    /** How providers name limits of a day: (RPD), (TPD), per day, daily, PerDay. */
    Pattern DAY =
            Pattern.compile(
                    "\\b([rt]pd|per[ _-]?day|daily|PerDay\\w*)\\b", Pattern.CASE_INSENSITIVE);

    static Refusal of(CallOutcome outcome) {
        return outcome.errorClass().map(error -> of(error, outcome)).orElse(new Nothing());
    }

    private static Refusal of(ErrorClass error, CallOutcome outcome) {
        return switch (error) {
            case RATE_LIMIT -> rateLimit(said(outcome.pace()), outcome.message().orElse(""));
            case AUTH -> new DisableKey(Cause.AUTH);
            case BILLING -> new DisableKey(Cause.BILLING);
            // One slow moment is no reason to stop; the breaker counts how many there are.
            case OVERLOADED, SERVER_ERROR ->
                    outcome.pace()
                            .retryAfter()
                            .<Refusal>map(time ->
                                    new CoolGroup(Cause.OVERLOADED, Optional.of(clamp(time))))
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

    private static Refusal rateLimit(Optional<Duration> said, String message) {
        boolean day =
                DAY.matcher(message).find()
                        || said.filter(time -> time.compareTo(DAY_QUOTA_MIN) >= 0).isPresent();
        return new CoolGroup(day ? Cause.DAY_QUOTA : Cause.RATE_LIMIT, said.map(Refusal::clamp));
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
