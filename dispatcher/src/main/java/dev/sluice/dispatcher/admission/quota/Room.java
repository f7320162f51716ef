package dev.sluice.dispatcher.admission.quota;

import java.time.Instant;

/** Whether an amount fits one limit, and what is in its way. */
sealed interface Room {

    record Fits() implements Room {}

    /** It is more than the whole limit. */
    record NeverFits() implements Room {}

    /** A rate is used up; without any release it fits at {@code until}. */
    record FullUntil(Instant until) implements Room {}

    /** Calls under way hold what is left: it fits when one of them ends. */
    record FullOfHolds() implements Room {}

    /** Money is spent; enough of it has left the window at {@code resetAt}. */
    record FullOfSpend(Instant resetAt) implements Room {}

    /**
     * @param use of this limit, advanced to the present slot
     */
    static Room of(QuotaLimit limit, LimitUse use, long amount) {
        if (amount == 0) {
            return new Fits();
        }
        if (amount > limit.most()) {
            return new NeverFits();
        }
        long left = limit.most() - amount;
        LimitPath path = limit.path();
        return switch (path.counted()) {
            case REQUESTS, TOKENS, INPUT_TOKENS, OUTPUT_TOKENS ->
                    use.total() <= left
                            ? new Fits()
                            : new FullUntil(path.leavesAt(use.slotToLeave(left)));
            case CONCURRENT -> use.held() <= left ? new Fits() : new FullOfHolds();
            case USD -> ofMoney(path, use, left);
        };
    }

    private static Room ofMoney(LimitPath path, LimitUse use, long left) {
        if (use.total() > left) {
            return new FullOfSpend(path.leavesAt(use.slotToLeave(left)));
        }
        return use.total() + use.held() <= left ? new Fits() : new FullOfHolds();
    }
}
