package dev.sluice.config.yaml;

import java.util.Optional;

/** A secret, or where it is to be found. */
record Secret(LocatedSecret.Use use) implements Scalar {
    @Override
    public String type() {
        return "secret";
    }

    @Override
    public String bounds() {
        return "${env:NAME}, ${file:path:key} or a literal";
    }

    @Override
    public Optional<String> fault(String text) {
        return SecretForm.fault(text);
    }
}
