package dev.sluice.door;

import dev.sluice.config.SluiceConfig;
import dev.sluice.config.VirtualKeys;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Function;

/** Whose request it is, by the key that came with it. Only hashes of secrets are known here. */
final class Authenticator {

    /** No secret has this hash; it is compared with where the id is unknown. */
    private static final String NO_SECRET = "0".repeat(64);

    private final VirtualKeys keys;

    Authenticator(SluiceConfig config) {
        this.keys = VirtualKeys.of(config);
    }

    /**
     * @param headers value of the HTTP header with this lower-case name
     */
    DoorPolicy.Authentication check(Dialect dialect, Function<String, Optional<String>> headers) {
        for (KeyHeader header : dialect.keyHeaders()) {
            Optional<String> value = headers.apply(header.wireName());
            if (value.isPresent()) {
                return header.read(value.get())
                        .map(this::check)
                        .orElseGet(() ->
                                refused("The API key is not of the form '" + header.form() + "'."));
            }
        }
        return refused(
                "No API key was given. Send the header '"
                        + dialect.keyHeaders().getFirst().form()
                        + "'.");
    }

    /**
     * An unknown id and a wrong secret take the same time and get the same answer: neither tells
     * which ids exist.
     */
    private DoorPolicy.Authentication check(PresentedKey presented) {
        Optional<VirtualKeys.Entry> entry = keys.find(presented.id());
        String expected = entry.map(known -> known.key().secretSha256()).orElse(NO_SECRET);
        if (matches(presented.secret(), expected) && entry.isPresent()) {
            return new DoorPolicy.Authentication.Accepted(entry.get());
        }
        return refused("The API key is not valid.");
    }

    private static boolean matches(String secret, String sha256) {
        return MessageDigest.isEqual(
                digest().digest(secret.getBytes(StandardCharsets.UTF_8)),
                HexFormat.of().parseHex(sha256));
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static DoorPolicy.Authentication refused(String message) {
        return new DoorPolicy.Authentication.Refused(ApiError.invalidKey(message));
    }
}
