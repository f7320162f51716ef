package dev.sluice.config;

import java.time.Duration;

/**
 * Which requests may be answered by the answer to an equal one of the same customer.
 *
 * @param maxAge how old that may be, at most 7 days; zero: none
 */
public record CachePolicy(Duration maxAge, Requests requests) {

    public static final Duration MAX_AGE_MAX = Duration.ofDays(7);

    /** Which of them, beyond being equal. */
    public enum Requests {
        /** Those whose answer does not depend on chance, as far as the request can say so. */
        DETERMINISTIC,
        ANY
    }

    public CachePolicy {
        if (maxAge.isNegative() || maxAge.compareTo(MAX_AGE_MAX) > 0) {
            throw new IllegalArgumentException("max_age must be 0s to 7d, not " + maxAge);
        }
    }
}
