package dev.sluice.dispatcher.admission.quota;

import dev.sluice.dispatcher.admission.quota.LimitPath.Counted;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How full one limit is at one moment, for people. Amounts are requests, tokens, calls at the same
 * time, or pico-dollars, as {@code counted} says.
 *
 * @param limit its name within its owner, such as {@code requests/1m}
 * @param used what stands in the window
 * @param reserved what calls under way hold; empty where it stands in the window with what is used
 * @param allowed at most; less than is used where the configuration was changed
 * @param resetsAt when the oldest of what is used leaves the window; empty where nothing is used
 */
public record LimitStatus(
        LimitOwner owner,
        String limit,
        Counted counted,
        long used,
        OptionalLong reserved,
        long allowed,
        Optional<Instant> resetsAt) {

    /**
     * @param stored as it was written last, however long ago
     */
    static LimitStatus of(LimitOwner owner, QuotaLimit limit, LimitUse stored, Instant now) {
        LimitPath path = limit.path();
        LimitUse use = path.advanced(stored, now);
        return new LimitStatus(
                owner,
                path.name(),
                path.counted(),
                use.total(),
                isHeld(path.counted()) ? OptionalLong.of(use.held()) : OptionalLong.empty(),
                limit.most(),
                use.total() == 0
                        ? Optional.empty()
                        : Optional.of(path.leavesAt(use.slotToLeave(use.total() - 1))));
    }

    /** Rates count in their window from the reservation on. */
    private static boolean isHeld(Counted counted) {
        return counted == Counted.CONCURRENT || counted == Counted.USD;
    }

    /** How full it is, with what is reserved; over 100 where more is used than is allowed. */
    public double percent() {
        return 100.0 * (used + reserved.orElse(0)) / allowed;
    }
}
