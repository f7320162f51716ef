package dev.sluice.dispatcher.admission.quota;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Ends holds: what was really used takes the place of what was reserved.
 *
 * <p>A rate (requests, tokens) stands in the slot it was reserved in and leaves with it, also under
 * a call that takes longer than the window; only what goes beyond the reservation is charged to the
 * present slot then. Money is held until the end whatever the window, and is charged to the slot it
 * was reserved in, or to the present one where that has left.
 */
public final class Settlement {

    private Settlement() {}

    /**
     * What an attempt really took, as the provider counted it.
     *
     * @param inputTokens those from a cache among them
     * @param outputTokens reasoning among them
     */
    public record Actual(long inputTokens, long outputTokens, long picos) {

        /** How much more, or less, of a rate it took than was reserved. */
        private long beyond(Need need, LimitPath.Counted counted) {
            return switch (counted) {
                case TOKENS -> inputTokens + outputTokens - need.tokens();
                case INPUT_TOKENS -> inputTokens - need.inputTokens();
                case OUTPUT_TOKENS -> outputTokens - need.outputTokens();
                case REQUESTS, CONCURRENT -> 0;
                case USD -> picos - need.picos();
            };
        }
    }

    /** Ends a hold of which nothing was used: all of it is given back, the request's count too. */
    public static Map<LimitPath, LimitUse> release(
            Hold hold, Function<LimitPath, LimitUse> uses, Instant now) {
        Map<LimitPath, LimitUse> after = new LinkedHashMap<>();
        for (Hold.HeldSlot held : hold.slots()) {
            LimitPath path = held.path();
            LimitUse use = path.advanced(uses.apply(path), now);
            long reserved = hold.need().of(path.counted());
            after.put(
                    path,
                    switch (path.counted()) {
                        case REQUESTS, TOKENS, INPUT_TOKENS, OUTPUT_TOKENS ->
                                moved(use, held.slot(), -reserved);
                        case CONCURRENT, USD -> use.released(reserved, now);
                    });
        }
        return after;
    }

    /** Ends a hold with what was used, also where that is more than was reserved. */
    public static Map<LimitPath, LimitUse> settle(
            Hold hold, Actual actual, Function<LimitPath, LimitUse> uses, Instant now) {
        Map<LimitPath, LimitUse> after = new LinkedHashMap<>();
        for (Hold.HeldSlot held : hold.slots()) {
            LimitPath path = held.path();
            LimitUse use = path.advanced(uses.apply(path), now);
            Need need = hold.need();
            after.put(
                    path,
                    switch (path.counted()) {
                        case REQUESTS -> use;
                        case TOKENS, INPUT_TOKENS, OUTPUT_TOKENS ->
                                moved(use, held.slot(), actual.beyond(need, path.counted()));
                        case CONCURRENT -> use.released(1, now);
                        case USD -> charged(use.released(need.picos(), now), held.slot(), actual);
                    });
        }
        return after;
    }

    /** Ends a hold at all that was reserved, since nobody can tell what was used. */
    public static Map<LimitPath, LimitUse> settleAtBound(
            Hold hold, Function<LimitPath, LimitUse> uses, Instant now) {
        return settle(hold, atBound(hold), uses, now);
    }

    /** Puts what was used in the place of the bound that the hold was settled at. */
    public static Map<LimitPath, LimitUse> correct(
            Hold hold, Actual actual, Function<LimitPath, LimitUse> uses, Instant now) {
        Map<LimitPath, LimitUse> after = new LinkedHashMap<>();
        for (Hold.HeldSlot held : hold.slots()) {
            LimitPath path = held.path();
            LimitUse use = path.advanced(uses.apply(path), now);
            Need need = hold.need();
            after.put(
                    path,
                    switch (path.counted()) {
                        case REQUESTS, CONCURRENT -> use;
                        case TOKENS, INPUT_TOKENS, OUTPUT_TOKENS, USD ->
                                moved(use, held.slot(), actual.beyond(need, path.counted()));
                    });
        }
        return after;
    }

    public static Actual atBound(Hold hold) {
        Need need = hold.need();
        return new Actual(need.inputTokens(), need.outputTokens(), need.picos());
    }

    private static LimitUse charged(LimitUse use, long slot, Actual actual) {
        return use.plus(use.isLive(slot) ? slot : use.newestSlot(), actual.picos());
    }

    /** More is charged to the present slot where the own one has left; less is past then. */
    private static LimitUse moved(LimitUse use, long slot, long amount) {
        if (use.isLive(slot)) {
            return use.plus(slot, amount);
        }
        return amount > 0 ? use.plus(use.newestSlot(), amount) : use;
    }
}
