package dev.sluice.door;

import java.util.Optional;

/** A virtual key as a client presents it: {@code vk_<id>_<secret>}. */
record PresentedKey(String id, String secret) {

    private static final String PREFIX = "vk_";
    private static final int CHARACTERS_MAX = 512;

    /**
     * Empty where it has another form. An id may contain {@code _}, a secret may not: the last one
     * parts them.
     */
    static Optional<PresentedKey> parse(String text) {
        if (text.length() > CHARACTERS_MAX) {
            return Optional.empty();
        }
        String token = text.strip();
        int split = token.lastIndexOf('_');
        if (!token.startsWith(PREFIX) || split <= PREFIX.length() || split == token.length() - 1) {
            return Optional.empty();
        }
        return Optional.of(
                new PresentedKey(
                        token.substring(PREFIX.length(), split), token.substring(split + 1)));
    }

    @Override
    public String toString() {
        return "PresentedKey[" + id + ", secret not shown]";
    }
}
