package dev.sluice.config;

import java.util.OptionalLong;

/** One limit of a provider key, or of a virtual key, team or customer. */
public sealed interface Limit {

    /**
     * At most {@code count} requests per window; {@code burst}: how many at once (a provider's
     * bucket size).
     */
    record Requests(long count, Window per, OptionalLong burst) implements Limit {
        public Requests {
            positive(count, "requests");
            burst.ifPresent(size -> positive(size, "burst"));
        }
    }

    /** At most {@code count} tokens, in and out, per window. */
    record Tokens(long count, Window per, OptionalLong burst) implements Limit {
        public Tokens {
            positive(count, "tokens");
            burst.ifPresent(size -> positive(size, "burst"));
        }
    }

    /** At most {@code count} at the same time. */
    record Concurrent(int count) implements Limit {
        public Concurrent {
            positive(count, "concurrent");
        }
    }

    /** At most so many pico-dollars per window. Not for provider keys. */
    record Usd(long picos, Window per) implements Limit {
        public Usd {
            positive(picos, "usd");
        }
    }

    /**
     * The limit's name within its owner, such as {@code requests/1m}; two of one name on one owner
     * are an error.
     */
    default String name() {
        return switch (this) {
            case Requests(_, Window per, _) -> "requests/" + per;
            case Tokens(_, Window per, _) -> "tokens/" + per;
            case Concurrent _ -> "concurrent";
            case Usd(_, Window per) -> "usd/" + per;
        };
    }

    private static void positive(long count, String what) {
        if (count < 1) {
            throw new IllegalArgumentException(what + " must be at least 1, not " + count);
        }
    }
}
