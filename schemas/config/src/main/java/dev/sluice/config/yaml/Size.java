package dev.sluice.config.yaml;

import java.util.Optional;
import java.util.OptionalLong;

/** An amount of bytes. */
record Size(long min, long max) implements Scalar {
    @Override
    public String type() {
        return "size";
    }

    @Override
    public String bounds() {
        return Amounts.sizeText(min) + " to " + Amounts.sizeText(max);
    }

    @Override
    public Optional<String> fault(String text) {
        OptionalLong value = Amounts.size(text);
        if (value.isEmpty()) {
            return Optional.of(
                    "must be a number with B, KiB, MiB or GiB, such as 4MiB, not "
                            + Quoted.of(text));
        }
        long bytes = value.getAsLong();
        boolean outside = bytes < min || bytes > max;
        return outside ? Faults.outside(bounds(), text) : Optional.empty();
    }
}
