package dev.sluice.config;

/**
 * Calls at the same time on a lane whose provider's limits nobody wrote down, section {@code
 * worker.adaptive}.
 *
 * @param start with how many it begins
 * @param max how many there are at most
 */
public record AdaptivePolicy(int start, int max) {

    public static final AdaptivePolicy DEFAULT = new AdaptivePolicy(16, 1_000);

    public AdaptivePolicy {
        if (start < 1 || max < start) {
            throw new IllegalArgumentException("start must be at least 1 and at most max");
        }
    }
}
