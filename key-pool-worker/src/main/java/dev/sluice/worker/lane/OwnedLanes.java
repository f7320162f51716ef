package dev.sluice.worker.lane;

import dev.sluice.config.Lane;
import dev.sluice.config.ModelGroup;
import dev.sluice.schemas.record.JournalEntry;
import dev.sluice.schemas.record.KeyCommand;
import dev.sluice.schemas.record.Standing;
import dev.sluice.worker.lane.health.LaneHealth;
import dev.sluice.worker.lane.journal.Journal;
import dev.sluice.worker.lane.journal.Standings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The lanes of one partition, each with its model groups. Owned by the lanes' thread.
 *
 * <p>What they used of their allowances is written down when it changed, at most each ten seconds,
 * and repeated each ten minutes: so the journal need not be read from farther back.
 */
final class OwnedLanes {

    private static final long WRITE_SPACING = Duration.ofSeconds(10).toNanos();
    private static final long REPEAT = Duration.ofMinutes(10).toNanos();

    private record Id(String lane, String group) implements Comparable<Id> {
        @Override
        public int compareTo(Id other) {
            int byLane = lane.compareTo(other.lane);
            return byLane == 0 ? group.compareTo(other.group) : byLane;
        }
    }

    private record Written(UsedRecords.State state, long at) {

        private boolean due(UsedRecords.State current, long now) {
            long spacing = !current.equals(state) ? WRITE_SPACING : REPEAT;
            return !current.isEmpty() && now - at >= spacing;
        }
    }

    private final int partition;
    private final OwnerSettings settings;
    private final CallsInFlight worker;
    private final Map<String, HealthNotes> notes = new TreeMap<>();
    private final Map<String, KeyCommand> orders = new LinkedHashMap<>();
    private final Map<Id, LaneQueue> queues = new TreeMap<>();
    private final Map<Id, Written> written = new TreeMap<>();

    OwnedLanes(int partition, OwnerSettings settings, CallsInFlight worker) {
        this.partition = partition;
        this.settings = settings;
        this.worker = worker;
    }

    /** In an epoch of this owner; what it knew of an earlier epoch of its own it still knows. */
    void open(Journal journal, long epoch, Instant claimedAt, Now now) {
        for (Lane lane : settings.lanes(partition)) {
            HealthNotes shared = notes.computeIfAbsent(lane.id(), _ -> notes(lane));
            shared.recall(journal.standings().of(lane.id()), now);
            // What was ordered comes after what happened: it may be about that.
            orders.values().forEach(order -> shared.obey(order, now));
            for (ModelGroup group : lane.groups()) {
                Announcer announcer =
                        new Announcer(lane, group, partition, epoch, settings.config().version());
                LaneQueue known = queues.get(new Id(lane.id(), group.id()));
                if (known == null) {
                    var start = new LaneStart(lane, group, settings, journal, claimedAt);
                    queues.put(
                            new Id(lane.id(), group.id()),
                            new LaneQueue(shared, start.pace(now), announcer, worker));
                } else {
                    known.restart(announcer);
                }
            }
        }
    }

    private HealthNotes notes(Lane lane) {
        return new HealthNotes(
                lane, new LaneHealth(lane, settings.policy()), settings.fingerprints());
    }

    /** Also before the lanes are opened. */
    void order(KeyCommand command, Now now) {
        orders.put(command.getProvider() + "/" + command.getKey(), command);
        notes.values().forEach(each -> each.obey(command, now));
    }

    /**
     * An owner that was replaced still learns from the calls that it finishes: what is to be left
     * alone is the same key, whoever calls.
     */
    void told(Standing standing, long ownEpoch, Now now) {
        if (standing.getEpoch() != ownEpoch && Standings.isRest(standing)) {
            Optional.ofNullable(notes.get(standing.getLane()))
                    .ifPresent(lane -> lane.recall(standing, now));
        }
    }

    /** What changed in the lanes' health and is to be written down. */
    List<JournalEntry> changes(long epoch, Now now) {
        return notes.values().stream().flatMap(each -> each.changes(epoch, now).stream()).toList();
    }

    /** What of the lanes' health the journal has to hold so that a next owner knows it. */
    List<JournalEntry> repeats(Standings known, long epoch, Now now) {
        known.forget(key -> !notes.containsKey(key.lane()));
        return notes.values().stream()
                .flatMap(each -> each.repeats(known, epoch, now).stream())
                .toList();
    }

    Collection<LaneQueue> all() {
        return queues.values();
    }

    /** Empty where the configuration has no such lane, or no such group of it. */
    Optional<LaneQueue> of(Job job) {
        return Optional.ofNullable(
                queues.get(new Id(job.work().getLane(), job.work().getModelGroup())));
    }

    void stop() {
        notes.values().forEach(HealthNotes::stop);
    }

    /** When the next job may start, or something is to be announced. */
    long wakeAt(CommitClock commits, long now) {
        long at = Long.MAX_VALUE;
        for (LaneQueue lane : queues.values()) {
            at = Math.min(at, lane.announceAt(now));
            if (commits.fresh(now)) {
                at = Math.min(at, lane.startAt(now));
            }
        }
        return at;
    }

    /** What is to be written down of the allowances. */
    List<JournalEntry> used(long epoch, Now now) {
        List<JournalEntry> entries = new ArrayList<>();
        queues.forEach((id, lane) -> {
            UsedRecords.State state = UsedRecords.state(lane.pace().allowances(), now);
            Written last = written.get(id);
            if (last == null ? !state.isEmpty() : last.due(state, now.nanos())) {
                written.put(id, new Written(state, now.nanos()));
                entries.addAll(state.entries(lane, epoch, now));
            }
        });
        return entries;
    }
}
