package dev.sluice.worker.lane;

import dev.sluice.config.Lane;
import dev.sluice.config.Limit;
import dev.sluice.worker.lane.journal.Journal;
import dev.sluice.worker.lane.journal.Spending;
import dev.sluice.worker.lane.pace.LanePace;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** With how much a new owner's buckets begin: as the journal says they stand. */
final class LaneStart {

    /** Longer windows are allowances: their history is not kept for a next owner. */
    private static final Duration HORIZON_MAX = Duration.ofHours(1);

    private static final Duration HORIZON_MIN = Duration.ofMinutes(1);

    private LaneStart() {}

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
     *
     * @param claimedAt append time of the own claim, by the clock that stamped the calls too
     */
    static LanePace pace(Lane lane, Journal journal, Instant claimedAt, Duration session, Now now) {
        List<Spending> spendings =
                journal.spendings().stream().filter(s -> s.lane().equals(lane.id())).toList();
        long first =
                spendings.isEmpty() ? now.nanos() : nanos(spendings.getFirst(), claimedAt, now);
        LanePace pace = new LanePace(lane.groups().getFirst().limits(), first);
        for (Spending spending : spendings) {
            long at = nanos(spending, claimedAt, now);
            switch (spending) {
                case Spending.Call(_, _, long tokens) -> pace.spend(at, tokens);
                case Spending.Correction(_, _, long taken, long counted) ->
                        pace.correct(at, taken, counted);
            }
        }
        if (journal.claimedOverLiveOwner(claimedAt, session)) {
            pace.emptyUntil(now.nanos() + session.toNanos() / 2);
        }
        return pace;
    }

    private static long nanos(Spending spending, Instant claimedAt, Now now) {
        Duration age = Duration.between(spending.at(), claimedAt);
        return now.nanos() - Math.max(0, age.toNanos());
    }

    private static Duration window(Limit limit) {
        return switch (limit) {
            case Limit.Requests(_, var per, _) -> per.length();
            case Limit.Tokens(_, var per, _) -> per.length();
            case Limit.Concurrent _ -> Duration.ZERO;
            case Limit.Usd _ -> Duration.ZERO;
        };
    }
}
