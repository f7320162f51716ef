package dev.sluice.dispatcher.admission.ingress;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/** The header {@code sluice-deadline}, see {@link DeadlineWish}. */
final class DeadlineText {

    private DeadlineText() {}

    /**
     * @param from where a duration counts from
     */
    static Instant parse(String text, Instant from) throws Flaw {
        Optional<DeadlineWish> wish = DeadlineWish.parse(text);
        if (wish.isEmpty()) {
            throw flaw();
        }
        try {
            return wish.get().from(from);
        } catch (DateTimeException | ArithmeticException e) {
            throw flaw();
        }
    }

    private static Flaw flaw() {
        return Flaw.invalid(
                "sluice-deadline is an ISO instant, an ISO duration or like 30s, 10m, 2h");
    }
}
