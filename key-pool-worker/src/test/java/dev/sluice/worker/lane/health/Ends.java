package dev.sluice.worker.lane.health;

import dev.sluice.schemas.record.Billing;
import dev.sluice.schemas.record.EndKind;
import dev.sluice.schemas.record.ErrorClass;
import dev.sluice.worker.provider.CallOutcome;
import dev.sluice.worker.provider.Pace;
import java.time.Duration;
import java.util.Optional;

/** Ends of calls. */
final class Ends {

    private Ends() {}

    static CallOutcome answer() {
        return outcome(EndKind.ANSWERED, Billing.BOUND, Optional.empty(), Optional.empty());
    }

    static CallOutcome of(ErrorClass error) {
        return outcome(EndKind.REFUSED, Billing.NONE, Optional.of(error), Optional.empty());
    }

    /** {@code retryAfter}: empty where the provider names no time. */
    static CallOutcome rateLimit(String retryAfter) {
        return outcome(
                EndKind.REFUSED,
                Billing.NONE,
                Optional.of(ErrorClass.RATE_LIMIT),
                Optional.of(retryAfter).filter(text -> !text.isEmpty()).map(Duration::parse));
    }

    static CallOutcome outcome(
            EndKind kind,
            Billing billing,
            Optional<ErrorClass> error,
            Optional<Duration> retryAfter) {
        return new CallOutcome(
                kind,
                billing,
                error,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                new Pace(
                        retryAfter,
                        Pace.SILENT.remainingRequests(),
                        Pace.SILENT.remainingTokens(),
                        Optional.empty(),
                        Optional.empty()));
    }
}
