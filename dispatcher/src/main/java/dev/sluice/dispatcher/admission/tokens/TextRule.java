package dev.sluice.dispatcher.admission.tokens;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingRegistry;
import com.knuddels.jtokkit.api.EncodingType;

/** How many tokens a text has. */
sealed interface TextRule {

    long tokens(String text);

    /** As people may read it. */
    String told();

    /** Exactly those of an encoding. */
    record Encoded(EncodingType type) implements TextRule {
        private static final EncodingRegistry ENCODINGS = Encodings.newLazyEncodingRegistry();

        /**
         * The time for a word grows with the square of its length: 64 KiB of random letters would
         * take a quarter of a second. A cut costs no token or one.
         */
        private static final int WORD_CHARS_MAX = 256;

        @Override
        public long tokens(String text) {
            Encoding encoding = ENCODINGS.getEncoding(type);
            long tokens = 0;
            int begun = 0;
            int word = 0;
            for (int i = 0; i < text.length(); i++) {
                if (Character.isWhitespace(text.charAt(i))) {
                    word = i + 1;
                } else if (i - word >= WORD_CHARS_MAX) {
                    int cut = Utf8.cut(text, i);
                    tokens += encoding.countTokensOrdinary(text.substring(begun, cut));
                    begun = cut;
                    word = cut;
                }
            }
            return tokens + encoding.countTokensOrdinary(text.substring(begun));
        }

        @Override
        public String told() {
            return type.getName();
        }
    }

    /**
     * A share of those of o200k_base, rounded up.
     *
     * @param percent from 1 on
     */
    record Ratio(int percent) implements TextRule {
        private static final int HUNDRED = 100;
        private static final Encoded O200K = new Encoded(EncodingType.O200K_BASE);

        @Override
        public long tokens(String text) {
            return (O200K.tokens(text) * percent + HUNDRED - 1) / HUNDRED;
        }

        @Override
        public String told() {
            return percent + " % of o200k_base";
        }
    }

    /** One for each byte in UTF-8. */
    record Bytes() implements TextRule {
        @Override
        public long tokens(String text) {
            return Utf8.length(text, 0);
        }

        @Override
        public String told() {
            return "one a byte";
        }
    }
}
