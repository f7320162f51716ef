package dev.sluice.config.yaml;

import java.util.Optional;

/** What somebody else named, without spaces. */
record FreeText(int lengthMax) implements Scalar {
    @Override
    public String type() {
        return "text";
    }

    @Override
    public String bounds() {
        return "1 to " + lengthMax + " characters, no spaces";
    }

    @Override
    public Optional<String> fault(String text) {
        boolean outside =
                text.isEmpty()
                        || text.length() > lengthMax
                        || text.chars().anyMatch(c -> c <= ' ' || c == 0x7f);
        return outside ? Faults.outside(bounds(), text) : Optional.empty();
    }
}
