package dev.sluice.dispatcher.admission.tokens;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/** Input tokens of a body, by what they come from. Parts without a token are left out. */
public record TokenCount(Map<Part, Long> parts) {

    /** What tokens come from. */
    public enum Part {
        /** Turns and system texts, or what is to be completed or embedded. */
        TEXT,
        /** Tools, functions, and what is said of the choice among them. */
        TOOLS,
        /** The schema that an answer is to have. */
        FORMAT,
        IMAGES,
        /** Documents, recordings and other files. */
        FILES,
        /** What stands around messages, and before the reply. */
        OVERHEAD
    }

    public TokenCount {
        EnumMap<Part, Long> ordered = new EnumMap<>(Part.class);
        parts.forEach((part, tokens) -> {
            if (tokens > 0) {
                ordered.put(part, tokens);
            }
        });
        parts = Collections.unmodifiableMap(ordered);
    }

    /** All of them, at most {@link Integer#MAX_VALUE}. */
    public int total() {
        long sum = 0;
        for (long tokens : parts.values()) {
            sum = Math.min(Integer.MAX_VALUE, sum + Math.min(Integer.MAX_VALUE, tokens));
        }
        return Math.toIntExact(sum);
    }
}
