package dev.sluice.worker.lane.health;

import dev.sluice.config.CooldownPolicy;
import java.time.Duration;

/**
 * How keys of one lane rest.
 *
 * @param forgottenAfter after so long without a refusal the next one is the first again
 * @param callMax a call is over after this: nanoseconds
 */
record RestRules(Ladder rateLimit, Ladder billing, long forgottenAfter, long callMax) {

    /**
     * A provider that named so short a time is believed: looking with one call first would cost
     * more than it could save. Who rested longer, or for a time that we made up, looks first.
     */
    static final long BELIEVED_MAX = Duration.ofMinutes(1).toNanos();

    static RestRules of(CooldownPolicy policy, Duration callTimeout) {
        return new RestRules(
                new Ladder(policy.rateLimit()),
                new Ladder(policy.billing()),
                policy.forgottenAfter().toNanos(),
                callTimeout.toNanos());
    }

    Ladder ladder(Cause cause) {
        return switch (cause) {
            case RATE_LIMIT, OVERLOADED -> rateLimit;
            case DAY_QUOTA -> Ladder.DAY;
            case AUTH -> Ladder.AUTH;
            case BILLING -> billing;
        };
    }

    /** Whether a rest that ended is followed by single calls. */
    boolean looksFirst(RestState.Resting over) {
        return over.step() > 0 || over.cause() == Cause.DAY_QUOTA || over.length() > BELIEVED_MAX;
    }
}
