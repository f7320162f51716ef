package dev.sluice.dispatcher.admission.quota;

import dev.sluice.dispatcher.admission.quota.LimitPath.Counted;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** How full the fullest of several limits is. */
public final class Fullest {

    private Fullest() {}

    /**
     * In percent, with what is reserved, of those limits that count one of these: 0 where there is
     * none, over 100 where more is used than is allowed.
     */
    public static double percent(
            List<QuotaLimit> limits,
            Set<Counted> counted,
            Function<LimitPath, LimitUse> uses,
            Instant now) {
        double most = 0;
        for (QuotaLimit limit : limits) {
            if (counted.contains(limit.path().counted())) {
                LimitUse use = limit.path().advanced(uses.apply(limit.path()), now);
                most = Math.max(most, 100.0 * (use.total() + use.held()) / limit.most());
            }
        }
        return most;
    }
}
