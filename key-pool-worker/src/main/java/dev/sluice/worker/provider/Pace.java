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
 * @param limitRequests requests that it takes in a window, which it does not name
 * @param limitTokens tokens likewise
 */
public record Pace(
        Optional<Duration> retryAfter,
        OptionalLong remainingRequests,
        OptionalLong remainingTokens,
        Optional<Duration> resetRequests,
        Optional<Duration> resetTokens,
        OptionalLong limitRequests,
        OptionalLong limitTokens) {

    /** The provider said nothing. */
    public static final Pace SILENT =
            new Pace(
                    Optional.empty(),
                    OptionalLong.empty(),
                    OptionalLong.empty(),
                    Optional.empty(),
                    Optional.empty());

    /** Without a word about the limits themselves. */
    public Pace(
            Optional<Duration> retryAfter,
            OptionalLong remainingRequests,
            OptionalLong remainingTokens,
            Optional<Duration> resetRequests,
            Optional<Duration> resetTokens) {
        this(
                retryAfter,
                remainingRequests,
                remainingTokens,
                resetRequests,
                resetTokens,
                OptionalLong.empty(),
                OptionalLong.empty());
    }

    /** The same, where something else says how long to wait. */
    public Pace waiting(Optional<Duration> time) {
        return new Pace(
                time,
                remainingRequests,
                remainingTokens,
                resetRequests,
                resetTokens,
                limitRequests,
                limitTokens);
    }
}
