package dev.sluice.config.yaml;

import java.util.Optional;

/** Words for people, on one line. */
record Sentence(int lengthMax) implements Scalar {
    @Override
    public String type() {
        return "sentence";
    }

    @Override
    public String bounds() {
        return "1 to " + lengthMax + " characters on one line";
    }

    @Override
    public Optional<String> fault(String text) {
        boolean outside =
                text.isBlank()
                        || text.length() > lengthMax
                        || text.chars().anyMatch(Character::isISOControl);
        return outside ? Faults.outside(bounds(), text) : Optional.empty();
    }
}
