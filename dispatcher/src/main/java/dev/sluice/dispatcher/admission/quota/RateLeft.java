package dev.sluice.dispatcher.admission.quota;

import dev.sluice.dispatcher.admission.quota.LimitPath.Counted;
import dev.sluice.schemas.record.RateStanding;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Which limit of requests, or of tokens, has the least left, for clients that pace themselves. */
public final class RateLeft {

    private RateLeft() {}

    /** Empty where none counts this; of those with equally much left the first. */
    public static Optional<RateStanding> of(
            Counted counted,
            List<QuotaLimit> limits,
            Function<LimitPath, LimitUse> uses,
            Instant now) {
        QuotaLimit scarcest = null;
        LimitUse its = LimitUse.NONE;
        long least = Long.MAX_VALUE;
        for (QuotaLimit limit : limits) {
            if (limit.path().counted() == counted) {
                LimitUse use = limit.path().advanced(uses.apply(limit.path()), now);
                long left = Math.max(0, limit.most() - use.total());
                if (left < least) {
                    scarcest = limit;
                    its = use;
                    least = left;
                }
            }
        }
        return scarcest == null ? Optional.empty() : Optional.of(standing(scarcest, its, now));
    }

    private static RateStanding standing(QuotaLimit limit, LimitUse use, Instant now) {
        return new RateStanding(
                limit.path().text(),
                limit.most(),
                Math.max(0, limit.most() - use.total()),
                use.total() == 0 ? now : limit.path().leavesAt(use.slotToLeave(0)));
    }
}
