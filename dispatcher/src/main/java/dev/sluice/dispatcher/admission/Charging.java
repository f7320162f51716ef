package dev.sluice.dispatcher.admission;

import dev.sluice.config.PriceBook;
import dev.sluice.dispatcher.admission.quota.Hold;
import dev.sluice.dispatcher.admission.quota.Settlement;
import dev.sluice.dispatcher.admission.quota.Settlement.Actual;
import dev.sluice.schemas.record.AttemptEnd;
import dev.sluice.schemas.record.TokenUsage;

/** Ends holds by what ends say was used, at the price that the reservation pinned. */
final class Charging {

    /** More than any call can take. */
    private static final long TOKENS_MAX = 1L << 40;

    private final PriceBook prices;

    Charging(PriceBook prices) {
        this.prices = prices;
    }

    /**
     * @return pico-dollars of this attempt
     */
    long charge(StepDraft draft, Hold hold, AttemptEnd end) {
        return switch (end.getBilling()) {
            case NONE -> {
                draft.put(Settlement.release(hold, draft::use, draft.now()));
                yield 0;
            }
            case ACTUAL, BOUND -> {
                Actual actual = actual(hold, end);
                draft.put(Settlement.settle(hold, actual, draft::use, draft.now()));
                yield actual.picos();
            }
        };
    }

    /**
     * Puts the real end in the place of the bound that an unknown one was charged at.
     *
     * @return pico-dollars more, or less, than the bound
     */
    long correct(StepDraft draft, Hold hold, AttemptEnd end) {
        Actual actual = actual(hold, end);
        draft.put(Settlement.correct(hold, actual, draft::use, draft.now()));
        return actual.picos() - hold.need().picos();
    }

    private Actual actual(Hold hold, AttemptEnd end) {
        return switch (end.getBilling()) {
            case NONE -> new Actual(0, 0, 0);
            case ACTUAL ->
                    end.getUsage()
                            .map(usage -> priced(usage, end, hold))
                            .orElseGet(() -> Settlement.atBound(hold));
            case BOUND -> Settlement.atBound(hold);
        };
    }

    /** What is not known, or cannot be, leaves the bound, as in the ledger. */
    private Actual priced(TokenUsage usage, AttemptEnd end, Hold hold) {
        if (usage.getInputTokens() < 0 || usage.getOutputTokens() < 0) {
            return Settlement.atBound(hold);
        }
        try {
            long picos =
                    prices.ofId(end.getReservation().getPriceId())
                            .map(price -> price.cost(usage))
                            .orElse(hold.need().picos());
            return new Actual(
                    bounded(usage.getInputTokens()), bounded(usage.getOutputTokens()), picos);
        } catch (ArithmeticException tooMuchForAnEntry) {
            return Settlement.atBound(hold);
        }
    }

    /** Bounded, so that a sum over a window stays in a long whatever a provider says. */
    private static long bounded(long tokens) {
        return Math.min(tokens, TOKENS_MAX);
    }
}
