package dev.sluice.dispatcher.admission.tokens;

import dev.sluice.dispatcher.admission.tokens.TokenCount.Part;
import java.util.EnumMap;
import java.util.Map;

/**
 * What was counted of one body so far. Only so many bytes are looked at by a tokenizer, whatever
 * texts they stand in; beyond them each byte is a token, since no token is shorter and counting
 * would keep the thread. Its owner is the thread that counts.
 */
final class Tally {

    static final int COUNTED_BYTES_MAX = 64 * 1024;

    private final TextRule rule;
    private final Map<Part, Long> tokens = new EnumMap<>(Part.class);
    private int countedBytes;

    Tally(TextRule rule) {
        this.rule = rule;
    }

    void text(Part part, String text) {
        int chars = Utf8.charsWithin(text, COUNTED_BYTES_MAX - countedBytes);
        String head = chars == text.length() ? text : text.substring(0, chars);
        long headBytes = Utf8.length(head, 0);
        countedBytes += Math.toIntExact(headBytes);
        add(part, rule.tokens(head) + Utf8.length(text, chars));
    }

    void add(Part part, long more) {
        tokens.merge(part, Math.clamp(more, 0L, (long) Integer.MAX_VALUE), Tally::sum);
    }

    TokenCount result() {
        return new TokenCount(tokens);
    }

    private static long sum(long one, long other) {
        return Math.min(Integer.MAX_VALUE, one + other);
    }
}
