package dev.sluice.client.wire;

import dev.sluice.schemas.signature.SigningKey;
import java.util.Optional;

/**
 * A virtual key that publishes, with what it signs with where its secret is known. Immutable; shows
 * no secret.
 */
public record Signer(String virtualKey, Optional<SigningKey> key) {

    private static final String PREFIX = "vk_";

    /** One that signs nothing. */
    public static Signer none(String virtualKey) {
        return new Signer(virtualKey, Optional.empty());
    }

    /**
     * @param secret alone, or the whole {@code vk_<id>_<secret>}
     * @throws IllegalArgumentException where it is blank, or of another virtual key
     */
    public static Signer of(String virtualKey, String secret) {
        String own = PREFIX + virtualKey + "_";
        String text = secret.strip();
        String bare = text.startsWith(own) ? text.substring(own.length()) : text;
        if (bare.isEmpty() || bare.contains("_")) {
            throw new IllegalArgumentException(
                    "this is not the secret of virtual key "
                            + virtualKey
                            + ": give what follows the last _ of "
                            + own
                            + "<secret>, or all of it");
        }
        return new Signer(virtualKey, Optional.of(SigningKey.of(virtualKey, bare)));
    }

    /** To be signed where there is a key, else as it is. */
    public OutgoingRequest sign(OutgoingRequest request) {
        return key.map(request::signedBy).orElse(request);
    }

    /** To be signed where there is a key, else as it is. */
    public OutgoingCancel sign(OutgoingCancel cancel) {
        return key.map(cancel::signedBy).orElse(cancel);
    }
}
