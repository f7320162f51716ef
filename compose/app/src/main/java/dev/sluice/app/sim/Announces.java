package dev.sluice.app.sim;

import java.util.Map;

/** What a simulated provider's headers tell of its limits. It keeps them all the same. */
public enum Announces {
    /** {@code x-ratelimit-*} with every answer, {@code retry-after} with a refusal. */
    LIMITS,
    /** {@code retry-after} only. */
    PAUSES,
    NOTHING;

    Map<String, String> limits(KeyLimits limits) {
        return this == LIMITS ? limits.headers() : Map.of();
    }

    /** The refusal as it is told: without its pause where nothing is. */
    ApiError told(ApiError error) {
        return this == NOTHING ? error.withoutPause() : error;
    }
}
