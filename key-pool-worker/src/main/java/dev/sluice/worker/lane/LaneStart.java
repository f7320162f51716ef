package dev.sluice.worker.lane;

import dev.sluice.config.Lane;
import dev.sluice.config.Limit;
import dev.sluice.config.ModelGroup;
import dev.sluice.schemas.record.Used;
import dev.sluice.worker.lane.journal.Journal;
import dev.sluice.worker.lane.journal.Spending;
import dev.sluice.worker.lane.pace.Allowances;
import dev.sluice.worker.lane.pace.LanePace;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * With how much a new owner's buckets and allowances begin: as the journal says they stand. What a
 * former owner had found out by itself is not known: the search begins anew, slowly.
 *
 * @param claimedAt append time of the own claim, by the clock that stamped the calls too
 */
record LaneStart(
        Lane lane, ModelGroup group, OwnerSettings settings, Journal journal, Instant claimedAt) {

    /** Longer windows are allowances, of which {@link Used} tells. */
    private static final Duration HORIZON_MAX = Duration.ofHours(1);

    private static final Duration HORIZON_MIN = Duration.ofMinutes(1);

    /** How long a call matters to the buckets of these lanes. */
    static Duration horizon(List<Lane> lanes) {
        return lanes.stream()
                .flatMap(lane -> lane.groups().stream())
                .flatMap(group -> group.limits().stream())
                .map(LaneStart::window)
                .filter(window -> window.compareTo(HORIZON_MAX) <= 0)
                .reduce(HORIZON_MIN, (a, b) -> a.compareTo(b) >= 0 ? a : b);
    }

    /**
     * Buckets after the calls that the journal knows of; full where it knows none. Over an owner
     * that may still be sending they are empty for half a session timeout: it makes no calls when
     * its newest acknowledged commit is older.
     */
    LanePace pace(Now now) {
        List<Spending> spendings =
                journal.spendings().stream()
                        .filter(each -> each.isOf(lane.id(), group.id()))
                        .toList();
        long first = spendings.isEmpty() ? now.nanos() : nanos(spendings.getFirst(), now);
        LanePace pace =
                new LanePace(
                        group.limits(),
                        lane.headroomPercent(),
                        settings.policy().adaptive(),
                        first);
        for (Spending spending : spendings) {
            long at = nanos(spending, now);
            switch (spending) {
                case Spending.Call call -> pace.spend(at, call.tokens());
                case Spending.Correction fix -> pace.giveBack(at, fix.taken(), fix.counted());
            }
        }
        allowances(pace.allowances(), now);
        if (journal.claimedOverLiveOwner(claimedAt, settings.session())) {
            pace.emptyUntil(now.nanos() + settings.session().toNanos() / 2);
        }
        return pace;
    }

    /** What was written down, and the calls behind that at their upper estimates. */
    private void allowances(Allowances allowances, Now now) {
        for (String limit : allowances.names()) {
            Journal.Stood<Used> used = journal.used(lane.id(), group.id(), limit);
            used.entry()
                    .ifPresent(each ->
                            allowances.restore(limit, UsedRecords.usage(each, now), now.nanos()));
            journal.spendingsBehind(used.offset()).stream()
                    .filter(each -> each.isOf(lane.id(), group.id()))
                    .filter(each -> each instanceof Spending.Call)
                    .forEach(each ->
                            allowances.spend(limit, now.nanos(), ((Spending.Call) each).tokens()));
        }
        journal.used(lane.id(), group.id(), Allowances.SAID)
                .entry()
                .ifPresent(said ->
                        allowances.restore(
                                Allowances.SAID, UsedRecords.usage(said, now), now.nanos()));
    }

    private long nanos(Spending spending, Now now) {
        Duration age = Duration.between(spending.at(), claimedAt);
        return now.nanos() - Math.max(0, age.toNanos());
    }

    private static Duration window(Limit limit) {
        return switch (limit) {
            case Limit.Requests(_, var per, _) -> per.length();
            case Limit.Tokens(_, var per, _) -> per.length();
            case Limit.Concurrent _, Limit.OfTenants _ -> Duration.ZERO;
        };
    }
}
