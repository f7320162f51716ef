package dev.sluice.warehouse.check;

import java.math.BigInteger;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a comparison of one partition found.
 *
 * @param behind records that are not in the warehouse yet
 * @param aged rows whose records Kafka no longer has
 */
public record Tally(
        long records,
        long rows,
        BigInteger recordPicos,
        BigInteger rowPicos,
        Faults missing,
        Faults different,
        Faults extra,
        long behind,
        long aged) {

    /** How many of one kind, and the offset of the first. */
    public record Faults(long count, OptionalLong first) {

        static final Faults NONE = new Faults(0, OptionalLong.empty());

        Faults and(long offset) {
            return new Faults(count + 1, first.isPresent() ? first : OptionalLong.of(offset));
        }

        Optional<String> text(String what) {
            return count == 0
                    ? Optional.empty()
                    : Optional.of(
                            "%,d %s, the first at offset %d"
                                    .formatted(count, what, first.orElseThrow()));
        }
    }

    /** Nothing is wrong, although something may be on its way. */
    boolean sound() {
        return missing.count() + different.count() + extra.count() == 0;
    }
}
