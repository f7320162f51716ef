package dev.sluice.config.yaml;

import java.util.Optional;

/** A name by one of the rules. */
record Name(NameRule rule) implements Scalar {
    @Override
    public String type() {
        return "name";
    }

    @Override
    public String bounds() {
        return rule.bounds();
    }

    @Override
    public Optional<String> fault(String text) {
        return rule.fault(text);
    }
}
