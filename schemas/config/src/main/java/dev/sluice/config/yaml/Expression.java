package dev.sluice.config.yaml;

import java.util.Optional;

/** A condition in CEL; what it says is looked at by {@link RuleCheck}. */
record Expression(int lengthMax) implements Scalar {
    @Override
    public String type() {
        return "CEL";
    }

    @Override
    public String bounds() {
        return "1 to " + lengthMax + " characters";
    }

    @Override
    public Optional<String> fault(String text) {
        boolean outside = text.isBlank() || text.codePointCount(0, text.length()) > lengthMax;
        return outside ? Faults.outside(bounds(), text) : Optional.empty();
    }
}
