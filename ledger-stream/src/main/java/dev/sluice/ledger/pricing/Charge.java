package dev.sluice.ledger.pricing;

/** What an end costs, in pico-dollars. */
public sealed interface Charge {

    /** It surely cost nothing. */
    record None() implements Charge {}

    /** What the provider counted, at the pinned price. */
    record Actual(long picos) implements Charge {}

    /** The whole reservation: the most that it can be. */
    record Bound(long picos, Cause cause) implements Charge {}

    /** Why a charge stands at its bound. */
    enum Cause {
        /** The call may have been billed, nobody here knows how much. The expected case. */
        NOT_KNOWN,
        /** The provider counted tokens, but no configuration has the price that was pinned. */
        UNKNOWN_PRICE,
        /** The count is missing, negative, or costs more than fits an entry. */
        UNUSABLE_USAGE
    }
}
