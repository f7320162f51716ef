package dev.sluice.worker.provider;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a provider says about the limits of the key that was used.
 *
 * @param retryAfter how long to leave the key alone
 * @param remainingRequests requests that the provider would still take, as it counted when it
 *     answered
 * @param remainingTokens tokens likewise
 * @param resetRequests from the answer until the requests are full again
 * @param resetTokens from the answer until the tokens are full again
 */
public record Pace(
        Optional<Duration> retryAfter,
        OptionalLong remainingRequests,
        OptionalLong remainingTokens,
        Optional<Duration> resetRequests,
        Optional<Duration> resetTokens) {

    /** The provider said nothing. */
    public static final Pace SILENT =
            new Pace(
                    Optional.empty(),
                    OptionalLong.empty(),
                    OptionalLong.empty(),
                    Optional.empty(),
                    Optional.empty());
}
