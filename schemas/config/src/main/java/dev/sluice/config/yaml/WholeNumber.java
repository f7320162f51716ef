package dev.sluice.config.yaml;

import java.util.Optional;
import java.util.OptionalLong;

/** A whole number. */
record WholeNumber(long min, long max) implements Scalar {
    @Override
    public String type() {
        return "whole number";
    }

    @Override
    public String bounds() {
        return min + " to " + max;
    }

    @Override
    public Optional<String> fault(String text) {
        OptionalLong value = Amounts.whole(text);
        if (value.isEmpty()) {
            return Optional.of("must be a whole number, not " + Quoted.of(text));
        }
        long number = value.getAsLong();
        boolean outside = number < min || number > max;
        return outside ? Faults.outside(bounds(), text) : Optional.empty();
    }
}
