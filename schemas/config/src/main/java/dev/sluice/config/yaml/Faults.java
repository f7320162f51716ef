package dev.sluice.config.yaml;

import java.util.Optional;

/** The words for a value that is of the right type but not allowed. */
final class Faults {

    private Faults() {}

    static Optional<String> outside(String bounds, String text) {
        return Optional.of("must be " + bounds + ", not " + Quoted.of(text));
    }
}
