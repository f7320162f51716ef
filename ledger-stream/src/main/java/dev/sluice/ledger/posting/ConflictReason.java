package dev.sluice.ledger.posting;

import java.util.Locale;

/** Why an end is in {@code ledger.conflicts}. */
enum ConflictReason {
    /** Two ends of one attempt that say different things. */
    DIFFERENT_END,
    /** The lane's next owner did not see the end that its predecessor had sent. Harmless. */
    UNKNOWN_AFTER_END,
    /** Two owners in a row died with the attempt. Harmless: it is charged once. */
    SECOND_UNKNOWN,
    /** Too old to know whether its attempt was charged. */
    BEYOND_HORIZON,
    /** Charged at its bound, as the pinned price is in no configuration. */
    UNKNOWN_PRICE,
    /** Charged at its bound, as the provider's count is missing or makes no sense. */
    UNUSABLE_USAGE;

    /** As the record has it. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
