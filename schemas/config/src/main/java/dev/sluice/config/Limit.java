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

    /** A limit that virtual keys, teams and customers may have, and provider keys may not. */
    sealed interface OfTenants extends Limit {}

    /** At most {@code count} tokens of input per window, those read from a cache among them. */
    record InputTokens(long count, Window per) implements OfTenants {
        public InputTokens {
            positive(count, "input_tokens");
        }
    }

    /** At most {@code count} tokens of output per window, reasoning among them. */
    record OutputTokens(long count, Window per) implements OfTenants {
        public OutputTokens {
            positive(count, "output_tokens");
        }
    }

    /** At most so many pico-dollars per window. */
    record Usd(long picos, Window per) implements OfTenants {
        public Usd {
            positive(picos, "usd");
        }
    }

    /**
     * The limit's name within its owner, such as {@code requests/1m} or {@code
     * usd/1M@Europe/Berlin}; two of one name on one owner are an error.
     */
    default String name() {
        return switch (this) {
            case Requests(_, Window per, _) -> "requests/" + per;
            case Tokens(_, Window per, _) -> "tokens/" + per;
            case InputTokens(_, Window per) -> "input_tokens/" + per;
            case OutputTokens(_, Window per) -> "output_tokens/" + per;
            case Concurrent _ -> "concurrent";
            case Usd(_, Window per) -> "usd/" + per;
        };
    }

    /** Whether a provider key may have it: providers pace by buckets and know no calendar. */
    default boolean suitsProviderKey() {
        return switch (this) {
            case Requests(_, Window per, _) -> per.zone().isEmpty();
            case Tokens(_, Window per, _) -> per.zone().isEmpty();
            case Concurrent _ -> true;
            case OfTenants _ -> false;
        };
    }

    private static void positive(long count, String what) {
        if (count < 1) {
            throw new IllegalArgumentException(what + " must be at least 1, not " + count);
        }
    }
}
