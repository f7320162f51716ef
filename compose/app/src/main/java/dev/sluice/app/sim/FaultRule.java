package dev.sluice.app.sim;

import java.util.Optional;

/**
 * The next {@code count} calls, of one key or of any, go wrong.
 *
 * @param key id of the key; empty: any
 */
public record FaultRule(Optional<String> key, Fault fault, int count) {
    public FaultRule {
        if (count < 1) {
            throw new IllegalArgumentException("count must be at least 1, not " + count);
        }
    }

    /** The next call goes wrong, whichever key it uses. */
    public static FaultRule next(Fault fault) {
        return new FaultRule(Optional.empty(), fault, 1);
    }

    public static FaultRule of(String key, Fault fault, int count) {
        return new FaultRule(Optional.of(key), fault, count);
    }
}
