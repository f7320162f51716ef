package dev.sluice.dispatcher.admission.tokens;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * Bytes in base64, of which only those that are asked for are decoded.
 *
 * @param from index of the first character of it
 */
record Base64Text(String text, int from) {

    private static final int HEADER_CHARS_MAX = 200;
    private static final String MARK = ";base64,";
    private static final ByteBuffer NONE = ByteBuffer.allocate(0);

    /** What follows {@code data:…;base64,}; empty where it is another URL. */
    static Optional<Base64Text> ofDataUrl(String url) {
        if (!url.regionMatches(true, 0, "data:", 0, "data:".length())) {
            return Optional.empty();
        }
        int mark = url.substring(0, Math.min(url.length(), HEADER_CHARS_MAX)).indexOf(MARK);
        return mark < 0 ? Optional.empty() : Optional.of(new Base64Text(url, mark + MARK.length()));
    }

    /** How many bytes there are, rather too many. */
    long bytes() {
        return (text.length() - from + 3L) / 4 * 3;
    }

    /**
     * @param length at most some dozens
     * @return empty where there are not so many bytes, or something else than base64
     */
    Optional<ByteBuffer> at(long offset, int length) {
        ByteBuffer bytes = upTo(offset, length);
        return bytes.remaining() < length ? Optional.empty() : Optional.of(bytes);
    }

    /** As {@link #at}, but what there is. */
    ByteBuffer upTo(long offset, int length) {
        int skipped = (int) (offset % 3);
        long first = from + offset / 3 * 4;
        long end = first + (skipped + length + 2L) / 3 * 4;
        if (first >= text.length()) {
            return NONE;
        }
        byte[] bytes = decode(text.substring((int) first, (int) Math.min(end, text.length())));
        int left = Math.clamp(bytes.length - (long) skipped, 0, length);
        return left == 0 ? NONE : ByteBuffer.wrap(bytes, skipped, left).slice();
    }

    private static byte[] decode(String groups) {
        String standard = groups.replace('-', '+').replace('_', '/');
        try {
            return Base64.getDecoder().decode(standard.getBytes(StandardCharsets.ISO_8859_1));
        } catch (IllegalArgumentException notBase64) {
            return new byte[0];
        }
    }
}
