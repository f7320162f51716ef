package dev.sluice.client.wire;

/** JSON strings, so that a client needs no library of JSON. */
public final class JsonText {

    private static final char FIRST_PRINTABLE = ' ';

    private JsonText() {}

    /** {@code text} as a JSON string, quotes included (RFC 8259, section 7). */
    public static String quoted(String text) {
        StringBuilder json = new StringBuilder(text.length() + 2).append('"');
        for (int n = 0; n < text.length(); n++) {
            append(json, text.charAt(n));
        }
        return json.append('"').toString();
    }

    private static void append(StringBuilder json, char each) {
        switch (each) {
            case '"', '\\' -> json.append('\\').append(each);
            case '\n' -> json.append("\\n");
            case '\r' -> json.append("\\r");
            case '\t' -> json.append("\\t");
            default -> {
                if (each < FIRST_PRINTABLE) {
                    json.append("\\u%04x".formatted((int) each));
                } else {
                    json.append(each);
                }
            }
        }
    }
}
