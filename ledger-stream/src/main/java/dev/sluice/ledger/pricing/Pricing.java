package dev.sluice.ledger.pricing;

import dev.sluice.config.Price;
import dev.sluice.config.PriceBook;
import dev.sluice.ledger.pricing.Charge.Actual;
import dev.sluice.ledger.pricing.Charge.Bound;
import dev.sluice.ledger.pricing.Charge.Cause;
import dev.sluice.ledger.pricing.Charge.None;
import dev.sluice.schemas.record.AttemptEnd;
import dev.sluice.schemas.record.Reservation;
import dev.sluice.schemas.record.TokenUsage;
import java.util.Optional;

/**
 * Prices an end as admission settles it: the same price function, the price id of the reservation.
 * Anything that keeps the actual from being known leaves the charge at the reservation, so that a
 * call is never free by mistake.
 */
public final class Pricing {

    private final PriceBook prices;

    public Pricing(PriceBook prices) {
        this.prices = prices;
    }

    /**
     * @throws IllegalArgumentException where the reservation is negative: no writer of Sluice's
     *     makes such an end
     */
    public Charge price(AttemptEnd end) {
        if (end.getReservation().getPicos() < 0) {
            throw new IllegalArgumentException("the reservation is negative");
        }
        return switch (end.getBilling()) {
            case NONE -> new None();
            case BOUND -> bound(end, Cause.NOT_KNOWN);
            case ACTUAL -> actual(end);
        };
    }

    private Charge actual(AttemptEnd end) {
        Optional<TokenUsage> usage = end.getUsage().filter(Pricing::plausible);
        if (usage.isEmpty()) {
            return bound(end, Cause.UNUSABLE_USAGE);
        }
        Optional<Price> price = prices.ofId(end.getReservation().getPriceId());
        return price.map(pinned -> cost(end, pinned, usage.get()))
                .orElseGet(() -> bound(end, Cause.UNKNOWN_PRICE));
    }

    private static Charge cost(AttemptEnd end, Price price, TokenUsage usage) {
        try {
            return new Actual(price.cost(usage));
        } catch (ArithmeticException tooMuchForAnEntry) {
            return bound(end, Cause.UNUSABLE_USAGE);
        }
    }

    /** A negative count would be a negative charge. */
    private static boolean plausible(TokenUsage usage) {
        return usage.getInputTokens() >= 0 && usage.getOutputTokens() >= 0;
    }

    private static Charge bound(AttemptEnd end, Cause cause) {
        Reservation reservation = end.getReservation();
        return new Bound(reservation.getPicos(), cause);
    }
}
