package dev.sluice.worker.lane.pace;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one model group of a lane has used of its allowances, to be written down for a next owner.
 * Times are nanoseconds of one monotonic clock. Owned by the lane's thread.
 */
public final class Allowances {

    /** Stands for what the provider said of no limit in particular. */
    public static final String SAID = "*";

    private final List<Allowance> configured;
    private final SaidUsedUp said;

    Allowances(List<Allowance> allowances, SaidUsedUp said) {
        this.configured = allowances;
        this.said = said;
    }

    /** By the limits' names; without those of which nothing is used. */
    public Map<String, Usage> used(long now) {
        Map<String, Usage> used = new TreeMap<>();
        for (Allowance each : configured) {
            Usage usage = each.usage(now);
            if (usage.slices().stream().anyMatch(amount -> amount != 0)) {
                used.put(each.limit().name(), usage);
            }
        }
        if (said.until(now) > now) {
            used.put(SAID, new Usage(List.of(), now, said.until(now)));
        }
        return used;
    }

    /** Goes on where a former owner was. */
    public void restore(String limit, Usage usage, long now) {
        if (limit.equals(SAID)) {
            said.restore(usage.usedUpUntil());
        }
        named(limit).forEach(each -> each.restore(usage, now));
    }

    /** A call that a former owner started after it wrote that down. */
    public void spend(String limit, long at, long callOfTokens) {
        named(limit).forEach(each -> each.take(at, amount(each, callOfTokens)));
    }

    private static double amount(Allowance allowance, long callOfTokens) {
        return allowance.limit().name().startsWith("requests") ? 1 : callOfTokens;
    }

    public List<String> names() {
        return configured.stream().map(each -> each.limit().name()).toList();
    }

    private List<Allowance> named(String limit) {
        return configured.stream().filter(each -> each.limit().name().equals(limit)).toList();
    }
}
