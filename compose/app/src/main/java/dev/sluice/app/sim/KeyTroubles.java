package dev.sluice.app.sim;

import java.time.Duration;
import java.util.Optional;

/**
 * What befalls a key.
 *
 * @param death empty: it lives as long as the provider
 * @param otherUserEvery how often somebody else calls with this key, one request of one token each
 *     time; empty: nobody does
 */
public record KeyTroubles(Optional<Death> death, Optional<Duration> otherUserEvery) {

    /** A key that has its limits for itself. */
    public static final KeyTroubles NONE = new KeyTroubles(Optional.empty(), Optional.empty());

    /**
     * From then on no call is answered; those that are let in already are.
     *
     * @param after from the provider's first call
     * @param how {@code UNAUTHORIZED}: refused at once; anything else takes its time and its limits
     */
    public record Death(Duration after, Fault how) {}

    public KeyTroubles {
        if (otherUserEvery.isPresent() && !otherUserEvery.get().isPositive()) {
            throw new IllegalArgumentException("the other user's interval must be positive");
        }
    }

    public static KeyTroubles dies(Duration after, Fault how) {
        return new KeyTroubles(Optional.of(new Death(after, how)), Optional.empty());
    }

    public static KeyTroubles sharedWithCallsEvery(Duration interval) {
        return new KeyTroubles(Optional.empty(), Optional.of(interval));
    }

    /** What has become of the key at this age of the provider. */
    Optional<Fault> fate(Duration age) {
        return death.filter(d -> age.compareTo(d.after()) >= 0).map(Death::how);
    }
}
