package dev.sluice.door;

import java.util.Locale;
import java.util.Optional;

/** A header in which clients send their key. */
enum KeyHeader {
    BEARER("authorization", "Authorization: Bearer "),
    X_API_KEY("x-api-key", "x-api-key: "),
    X_GOOG_API_KEY("x-goog-api-key", "x-goog-api-key: ");

    private static final String SCHEME = "bearer ";

    private final String wireName;
    private final String written;

    KeyHeader(String wireName, String written) {
        this.wireName = wireName;
        this.written = written;
    }

    /** In lower case. */
    String wireName() {
        return wireName;
    }

    /** How it is sent, as it is told to people. */
    String form() {
        return written + "vk_<id>_<secret>";
    }

    /** The key in its value; empty where it is of another form. */
    Optional<PresentedKey> read(String value) {
        if (this != BEARER) {
            return PresentedKey.parse(value);
        }
        return value.toLowerCase(Locale.ROOT).startsWith(SCHEME)
                ? PresentedKey.parse(value.substring(SCHEME.length()))
                : Optional.empty();
    }
}
