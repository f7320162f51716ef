package dev.sluice.app.bench.plan;

import java.util.List;

/**
 * A customer with one limit that more is asked of than it allows.
 *
 * @param customer its id; its virtual keys are {@code CUSTOMER-0} and so on
 * @param limit as it is written in the configuration
 * @param counted what of it a request uses
 * @param most how much of that may be used, in the unit of {@link Counted}
 */
public record LimitCase(String customer, String limit, Counted counted, long most) {

    /** Virtual keys of each customer, in teams of two. */
    public static final int KEYS = 4;

    /** What a limit counts. */
    public enum Counted {
        REQUESTS,
        TOKENS,
        INPUT_TOKENS,
        OUTPUT_TOKENS,
        CONCURRENT,
        /** In pico-dollars. */
        MONEY
    }

    /** What one request uses: all of the bench use the same. */
    public record PerRequest(long inputTokens, long outputTokens, long picos) {}

    /** One of each kind; none is a multiple of what a request uses, but for whole requests. */
    public static List<LimitCase> all() {
        return List.of(
                new LimitCase("by-requests", "{requests: 1000, per: 1h}", Counted.REQUESTS, 1_000),
                new LimitCase("by-tokens", "{tokens: 55555, per: 1h}", Counted.TOKENS, 55_555),
                new LimitCase(
                        "by-input", "{input_tokens: 11111, per: 1h}", Counted.INPUT_TOKENS, 11_111),
                new LimitCase(
                        "by-output",
                        "{output_tokens: 44444, per: 1h}",
                        Counted.OUTPUT_TOKENS,
                        44_444),
                new LimitCase("by-slots", "{concurrent: 777}", Counted.CONCURRENT, 777),
                new LimitCase(
                        "by-money", "{usd: 0.033333, per: 1d}", Counted.MONEY, 33_333_000_000L));
    }

    /** What of this limit one request uses; at least 1. */
    public long of(PerRequest each) {
        return switch (counted) {
            case REQUESTS, CONCURRENT -> 1;
            case TOKENS -> each.inputTokens + each.outputTokens;
            case INPUT_TOKENS -> each.inputTokens;
            case OUTPUT_TOKENS -> each.outputTokens;
            case MONEY -> each.picos;
        };
    }

    /** As many as fit, and no more. */
    public long fits(PerRequest each) {
        return most / of(each);
    }
}
