package dev.sluice.dispatcher.admission.quota;

import dev.sluice.config.CustomerConfig;
import dev.sluice.config.Limit;
import dev.sluice.config.VirtualKeys;
import java.util.ArrayList;
import java.util.List;

/**
 * One limit that a virtual key's requests count at.
 *
 * @param most how much of it may be used at the same time
 */
public record QuotaLimit(LimitPath path, long most) {

    /** The limits of a virtual key, of its team and of its customer, in this order. */
    public static List<QuotaLimit> of(VirtualKeys.Entry entry) {
        CustomerConfig customer = entry.customer();
        String team = customer.id() + "/" + entry.team().id();
        List<QuotaLimit> limits = new ArrayList<>();
        add(limits, team + "/" + entry.key().id(), entry.key().limits());
        add(limits, team, entry.team().limits());
        add(limits, customer.id(), customer.limits());
        return List.copyOf(limits);
    }

    /** The limits of one owner, {@code acme}, {@code acme/team} or so. */
    static List<QuotaLimit> of(String owner, List<Limit> limits) {
        List<QuotaLimit> of = new ArrayList<>(limits.size());
        add(of, owner, limits);
        return of;
    }

    private static void add(List<QuotaLimit> into, String owner, List<Limit> limits) {
        for (Limit limit : limits) {
            into.add(new QuotaLimit(LimitPath.of(owner, limit), most(limit)));
        }
    }

    /** A burst is a matter of providers' buckets; tenants' windows have none. */
    private static long most(Limit limit) {
        return switch (limit) {
            case Limit.Requests(long count, _, _) -> count;
            case Limit.Tokens(long count, _, _) -> count;
            case Limit.InputTokens(long count, _) -> count;
            case Limit.OutputTokens(long count, _) -> count;
            case Limit.Concurrent(int count) -> count;
            case Limit.Usd(long picos, _) -> picos;
        };
    }
}
