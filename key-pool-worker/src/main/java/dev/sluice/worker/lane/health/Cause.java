package dev.sluice.worker.lane.health;

import java.util.Arrays;
import java.util.Locale;

/** Why a key, or a group of models on it, rests. */
public enum Cause {
    RATE_LIMIT,
    /** The allowance of a day, or longer, is used up. */
    DAY_QUOTA,
    OVERLOADED,
    /** The secret is refused. */
    AUTH,
    /** The account is unpaid or empty. */
    BILLING;

    private final String word;

    Cause() {
        word = name().toLowerCase(Locale.ROOT);
    }

    /** As in announcements and the journal. */
    public String word() {
        return word;
    }

    /** A word of a later version counts as a rate limit: it is no worse than waiting. */
    static Cause of(String word) {
        return Arrays.stream(values())
                .filter(cause -> cause.word.equals(word))
                .findAny()
                .orElse(RATE_LIMIT);
    }

    Condition condition(long until) {
        return switch (this) {
            case RATE_LIMIT, OVERLOADED -> new Condition.Cooling(until, word);
            case DAY_QUOTA -> new Condition.Exhausted(until, word);
            case AUTH, BILLING -> new Condition.Disabled(until, word);
        };
    }
}
