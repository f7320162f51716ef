package dev.sluice.worker.provider;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Takes a key's secret out of what its provider sent back, since that goes into topics. */
record SecretScrub(String secret) {

    /**
     * A shorter one ({@code none}, {@code dummy}) guards nothing, and taking it out would spoil
     * answers that happen to have the word.
     */
    private static final int LENGTH_MIN = 8;

    private static final String INSTEAD = "[secret]";

    String text(String text) {
        return secret.length() < LENGTH_MIN ? text : text.replace(secret, INSTEAD);
    }

    /** The same bytes where the secret is not in them. */
    ByteBuffer bytes(ByteBuffer body) {
        if (secret.length() < LENGTH_MIN || !contains(body)) {
            return body;
        }
        // A secret is ASCII, so a decoding that maps every byte to one character finds it.
        String text = StandardCharsets.ISO_8859_1.decode(body.duplicate()).toString();
        return StandardCharsets.ISO_8859_1.encode(text(text));
    }

    private boolean contains(ByteBuffer body) {
        byte[] wanted = secret.getBytes(StandardCharsets.ISO_8859_1);
        for (int at = body.position(); at <= body.limit() - wanted.length; at++) {
            if (body.get(at) == wanted[0] && isAt(body, at, wanted)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAt(ByteBuffer body, int at, byte[] wanted) {
        for (int i = 1; i < wanted.length; i++) {
            if (body.get(at + i) != wanted[i]) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return "SecretScrub";
    }
}
