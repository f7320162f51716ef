package dev.sluice.dispatcher.admission.tokens;

/** Lengths in UTF-8 without the bytes, of which there may be millions. */
final class Utf8 {

    private Utf8() {}

    /** Bytes of a text from a character on. */
    static long length(String text, int from) {
        long bytes = 0;
        for (int i = from; i < text.length(); i++) {
            bytes += bytes(text.charAt(i));
        }
        return bytes;
    }

    /** How many of the first characters have at most so many bytes; a pair is never cut. */
    static int charsWithin(String text, int bytesMax) {
        int bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            bytes += bytes(text.charAt(i));
            if (bytes > bytesMax) {
                return cut(text, i);
            }
        }
        return text.length();
    }

    /** A place at or one before {@code at} that is not within a pair of surrogates. */
    static int cut(String text, int at) {
        return at > 0
                        && at < text.length()
                        && Character.isLowSurrogate(text.charAt(at))
                        && Character.isHighSurrogate(text.charAt(at - 1))
                ? at - 1
                : at;
    }

    // A pair of surrogates has four bytes together.
    private static int bytes(char each) {
        return each < 0x80 ? 1 : each < 0x800 || Character.isSurrogate(each) ? 2 : 3;
    }
}
