package dev.sluice.config.yaml;

import java.util.Optional;
import java.util.regex.Pattern;

/** A signing key under the signing root. Never quoted: it may be something else, by mistake. */
record WrappedKey() implements Scalar {
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{80}");

    @Override
    public String type() {
        return "wrapped key";
    }

    @Override
    public String bounds() {
        return "80 lower-case hex digits";
    }

    @Override
    public Optional<String> fault(String text) {
        return FORM.matcher(text).matches()
                ? Optional.empty()
                : Optional.of(
                        "must be a wrapped signing key of "
                                + bounds()
                                + ", as `sluice virtual-key` prints it");
    }
}
