package dev.sluice.door;

import java.util.Locale;
import java.util.Optional;

/** A virtual key as a client presents it: {@code vk_<id>_<secret>}. */
record BearerKey(String id, String secret) {

    private static final String SCHEME = "bearer ";
    private static final String PREFIX = "vk_";
    private static final int CHARACTERS_MAX = 512;

    /**
     * Empty where the header has another scheme or the token another form. An id may contain {@code
     * _}, a secret may not: the last one parts them.
     */
    static Optional<BearerKey> parse(String authorization) {
        if (authorization.length() > CHARACTERS_MAX
                || !authorization.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
            return Optional.empty();
        }
        String token = authorization.substring(SCHEME.length()).strip();
        int split = token.lastIndexOf('_');
        if (!token.startsWith(PREFIX) || split <= PREFIX.length() || split == token.length() - 1) {
            return Optional.empty();
        }
        return Optional.of(
                new BearerKey(token.substring(PREFIX.length(), split), token.substring(split + 1)));
    }

    @Override
    public String toString() {
        return "BearerKey[" + id + ", secret not shown]";
    }
}
