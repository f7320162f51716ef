package dev.sluice.worker.lane;

import dev.sluice.schemas.record.JournalEntry;
import dev.sluice.schemas.record.Used;
import dev.sluice.worker.lane.pace.Allowances;
import dev.sluice.worker.lane.pace.Usage;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Allowances in the journal: times there are instants, in the pace they are of one clock. */
final class UsedRecords {

    private UsedRecords() {}

    /** What one model group used, by the limits' names. */
    record State(Map<String, Usage> used) {

        boolean isEmpty() {
            return used.isEmpty();
        }

        List<JournalEntry> entries(LaneQueue lane, long epoch, Now now) {
            return used.entrySet().stream()
                    .map(each -> entry(lane, epoch, each.getKey(), each.getValue(), now))
                    .map(JournalEntry::new)
                    .toList();
        }

        private static Used entry(LaneQueue lane, long epoch, String limit, Usage usage, Now now) {
            Used.Builder used =
                    Used.newBuilder()
                            .setLane(lane.lane())
                            .setModelGroup(lane.modelGroup())
                            .setLimit(limit)
                            .setSlices(usage.slices())
                            .setSince(now.instantOf(usage.since()))
                            .setEpoch(epoch);
            if (usage.usedUpUntil() > now.nanos()) {
                used.setUsedUpUntil(now.instantOf(usage.usedUpUntil()));
            }
            return used.build();
        }
    }

    static State state(Allowances allowances, Now now) {
        return new State(allowances.used(now.nanos()));
    }

    static Usage usage(Used used, Now now) {
        return new Usage(
                used.getSlices(),
                now.nanosOf(used.getSince()),
                used.getUsedUpUntil().map(until -> nanos(until, now)).orElse(Long.MIN_VALUE));
    }

    private static long nanos(Instant until, Now now) {
        return now.nanosOf(until);
    }
}
