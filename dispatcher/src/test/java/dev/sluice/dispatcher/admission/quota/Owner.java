package dev.sluice.dispatcher.admission.quota;

import dev.sluice.config.CustomerConfig;
import dev.sluice.dispatcher.admission.quota.Settlement.Actual;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The one owner of some limits, as a customer's partition is: decides, and keeps the uses. */
final class Owner {

    final Map<LimitPath, LimitUse> uses = new HashMap<>();

    /** Limits such as {@code acme tokens/1m 500}: a path and how much of it. */
    static List<QuotaLimit> limits(String... texts) {
        return Arrays.stream(texts).map(Owner::limit).toList();
    }

    private static QuotaLimit limit(String text) {
        int blank = text.lastIndexOf(' ');
        return new QuotaLimit(
                LimitPath.parse(text.substring(0, blank)),
                Long.parseLong(text.substring(blank + 1)));
    }

    LimitUse use(LimitPath path) {
        return uses.getOrDefault(path, LimitUse.NONE);
    }

    /** What stands in the window and what is held, at that time. */
    long used(LimitPath path, Instant now) {
        LimitUse use = path.advanced(use(path), now);
        return use.total() + use.held();
    }

    Quota.Verdict decide(List<QuotaLimit> limits, Need need, Instant now) {
        Quota.Verdict verdict =
                Quota.decide(limits, need, CustomerConfig.OnBudget.REFUSE, this::use, now);
        if (verdict instanceof Quota.Verdict.Admit(_, var after)) {
            uses.putAll(after);
        }
        return verdict;
    }

    Optional<Hold> admit(List<QuotaLimit> limits, Need need, Instant now) {
        return decide(limits, need, now) instanceof Quota.Verdict.Admit(Hold hold, _)
                ? Optional.of(hold)
                : Optional.empty();
    }

    void settle(Hold hold, Actual actual, Instant now) {
        uses.putAll(Settlement.settle(hold, actual, this::use, now));
    }

    void release(Hold hold, Instant now) {
        uses.putAll(Settlement.release(hold, this::use, now));
    }
}
