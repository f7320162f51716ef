package dev.sluice.config;

import java.time.Instant;
import java.util.Optional;

/**
 * Whether a virtual key opens anything.
 *
 * @param expiresAt from when on it does not any more
 */
public record KeyValidity(Use use, Optional<Instant> expiresAt) {

    /** Without an end. */
    public static final KeyValidity ALWAYS = new KeyValidity(Use.ENABLED, Optional.empty());

    /** What the configuration says of it, at any time. */
    public enum Use {
        ENABLED,
        DISABLED
    }

    /** How it stands at one time. */
    public enum State {
        VALID,
        DISABLED,
        EXPIRED
    }

    public State at(Instant time) {
        if (use == Use.DISABLED) {
            return State.DISABLED;
        }
        return expiresAt.filter(end -> !time.isBefore(end)).isPresent()
                ? State.EXPIRED
                : State.VALID;
    }
}
