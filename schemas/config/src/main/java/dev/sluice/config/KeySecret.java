package dev.sluice.config;

import java.time.Instant;
import java.util.Optional;

/**
 * One secret of a virtual key; two of them for a while where it is rotated.
 *
 * @param sha256 of the secret, in lower-case hex
 * @param signingKey what it signs with, wrapped; empty where no door asks for signatures
 * @param until from when on it opens nothing any more
 */
public record KeySecret(String sha256, Optional<String> signingKey, Optional<Instant> until) {

    /** Of one virtual key at the same time. */
    public static final int MAX = 4;

    public KeySecret {
        if (!sha256.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("a SHA-256 has 64 lower-case hex digits");
        }
    }

    /** One that is valid without end, and signs nothing. */
    public static KeySecret of(String sha256) {
        return new KeySecret(sha256, Optional.empty(), Optional.empty());
    }

    public boolean isValidAt(Instant time) {
        return until.filter(end -> !time.isBefore(end)).isEmpty();
    }
}
