package dev.sluice.config.yaml;

import java.util.Optional;
import java.util.regex.Pattern;

/** SHA-256 of a secret. Never quoted: it may be the secret itself, by mistake. */
record Digest() implements Scalar {
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

    @Override
    public String type() {
        return "SHA-256";
    }

    @Override
    public String bounds() {
        return "64 lower-case hex digits";
    }

    @Override
    public Optional<String> fault(String text) {
        return FORM.matcher(text).matches()
                ? Optional.empty()
                : Optional.of(
                        "must be the SHA-256 of the secret in "
                                + bounds()
                                + " (printf %s SECRET | sha256sum)");
    }
}
