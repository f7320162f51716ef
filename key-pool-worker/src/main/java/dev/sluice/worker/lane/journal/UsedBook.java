package dev.sluice.worker.lane.journal;

import dev.sluice.schemas.record.Used;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/** The newest {@link Used} of each limit of a journal. Owned by the lane's thread. */
final class UsedBook {

    /**
     * An owner repeats it each ten minutes: nobody has such a limit any more, or nobody was there.
     */
    private static final Duration STALE = Duration.ofHours(1);

    private record Id(String lane, String modelGroup, String limit) {}

    private record Entry(long offset, Instant at, Used used) {}

    private final Map<Id, Entry> newest = new HashMap<>();

    void append(long offset, Instant at, Used used) {
        Id id = new Id(used.getLane(), used.getModelGroup(), used.getLimit());
        newest.put(id, new Entry(offset, at, used));
    }

    Journal.Stood<Used> get(String lane, String modelGroup, String limit) {
        Entry known = newest.get(new Id(lane, modelGroup, limit));
        return known == null
                ? Journal.Stood.nowhere()
                : Journal.Stood.at(known.offset(), known.used());
    }

    void forget(Instant now) {
        newest.values().removeIf(each -> each.at().isBefore(now.minus(STALE)));
    }

    OptionalLong firstOffset() {
        return newest.values().stream().mapToLong(Entry::offset).min();
    }
}
