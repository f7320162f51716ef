package dev.sluice.door;

import dev.sluice.config.KeySecret;
import dev.sluice.config.KeyValidity;
import dev.sluice.config.SluiceConfig;
import dev.sluice.config.VirtualKeys;
import dev.sluice.schemas.signature.SigningKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Whose request it is, by the key that came with it. Only hashes of secrets are known here. */
final class Authenticator {

    /** No secret has this hash; it is compared with where the id is unknown. */
    private static final List<KeySecret> NO_SECRETS = List.of(KeySecret.of("0".repeat(64)));

    private final VirtualKeys keys;

    Authenticator(SluiceConfig config) {
        this.keys = VirtualKeys.of(config);
    }

    /**
     * @param headers value of the HTTP header with this lower-case name
     */
    DoorPolicy.Authentication check(
            Dialect dialect, Function<String, Optional<String>> headers, Instant now) {
        for (KeyHeader header : dialect.keyHeaders()) {
            Optional<String> value = headers.apply(header.wireName());
            if (value.isPresent()) {
                return header.read(value.get())
                        .map(presented -> check(presented, now))
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
     * which ids exist. Only who has a secret of the key is told more.
     */
    private DoorPolicy.Authentication check(PresentedKey presented, Instant now) {
        Optional<VirtualKeys.Entry> entry = keys.find(presented.id());
        byte[] sha256 = sha256(presented.secret());
        List<KeySecret> matching =
                entry.map(known -> known.key().secrets()).orElse(NO_SECRETS).stream()
                        .filter(secret -> matches(sha256, secret))
                        .toList();
        return entry.isPresent() && !matching.isEmpty()
                ? standing(entry.get(), matching.getFirst(), presented, now)
                : refused("The API key is not valid.");
    }

    private static DoorPolicy.Authentication standing(
            VirtualKeys.Entry entry, KeySecret secret, PresentedKey presented, Instant now) {
        if (!secret.isValidAt(now)) {
            return expired(
                    "The secret of this API key was good until "
                            + secret.until().orElse(now)
                            + ": the key has another one now.");
        }
        KeyValidity validity = entry.key().validity();
        return switch (validity.at(now)) {
            case VALID ->
                    new DoorPolicy.Authentication.Accepted(
                            entry, SigningKey.of(presented.id(), presented.secret()));
            case DISABLED ->
                    new DoorPolicy.Authentication.Refused(
                            ApiError.invalidKey(
                                    "This API key is disabled.", "virtual_key_disabled"));
            case EXPIRED ->
                    expired(
                            "This API key was good until "
                                    + validity.expiresAt().orElse(now)
                                    + ".");
        };
    }

    private static DoorPolicy.Authentication expired(String message) {
        return new DoorPolicy.Authentication.Refused(
                ApiError.invalidKey(message, "virtual_key_expired"));
    }

    private static boolean matches(byte[] sha256, KeySecret secret) {
        return MessageDigest.isEqual(sha256, HexFormat.of().parseHex(secret.sha256()));
    }

    private static byte[] sha256(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static DoorPolicy.Authentication refused(String message) {
        return new DoorPolicy.Authentication.Refused(
                ApiError.invalidKey(message, "invalid_api_key"));
    }
}
