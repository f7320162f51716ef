package dev.sluice.worker.lane;

import dev.sluice.config.Lane;
import dev.sluice.schemas.record.JournalEntry;
import dev.sluice.schemas.record.KeyCommand;
import dev.sluice.schemas.record.Standing;
import dev.sluice.worker.lane.health.LaneHealth;
import dev.sluice.worker.lane.journal.Journal;
import dev.sluice.worker.lane.journal.Standings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The lanes of one partition: opened with what the journal knows of them and what people ordered.
 * Owned by the lanes' thread.
 */
final class LaneSet {

    private final Map<String, LaneQueue> lanes = new TreeMap<>();
    private final Map<String, KeyCommand> orders = new LinkedHashMap<>();
    private final int partition;
    private final OwnerSettings settings;
    private final Journal journal;
    private final CallsInFlight worker;

    LaneSet(int partition, OwnerSettings settings, Journal journal, CallsInFlight worker) {
        this.partition = partition;
        this.settings = settings;
        this.journal = journal;
        this.worker = worker;
    }

    /** By id; filled when they are opened. */
    Map<String, LaneQueue> byId() {
        return lanes;
    }

    /**
     * The claim at {@code epoch} was read back.
     *
     * @param claimedAt append time of the claim
     */
    void open(long epoch, Instant claimedAt, Now now) {
        for (Lane lane : settings.lanes(partition)) {
            Announcer announcer =
                    new Announcer(lane, partition, epoch, settings.config().version());
            Optional.ofNullable(lanes.get(lane.id()))
                    .ifPresentOrElse(
                            known -> known.restart(announcer),
                            () -> lanes.put(lane.id(), opened(lane, announcer, claimedAt, now)));
            Optional.ofNullable(lanes.get(lane.id())).ifPresent(each -> recall(lane, each, now));
        }
        Set<String> known = lanes.keySet().stream().collect(Collectors.toUnmodifiableSet());
        journal.standings().forget(key -> !known.contains(key.lane()));
    }

    private LaneQueue opened(Lane lane, Announcer announcer, Instant claimedAt, Now now) {
        LaneHealth health = new LaneHealth(lane, settings.policy());
        return new LaneQueue(
                new HealthNotes(lane, health, settings.fingerprints()),
                LaneStart.pace(lane, journal, claimedAt, settings.session(), now),
                announcer,
                worker);
    }

    /** What was ordered comes after what happened: it may be about that. */
    private void recall(Lane lane, LaneQueue queue, Now now) {
        queue.notes().restart();
        journal.standings().of(lane.id()).forEach(each -> queue.notes().recall(each, now));
        orders.values().forEach(order -> queue.notes().obey(order, now));
    }

    /** Also before the lanes are opened. */
    void order(KeyCommand command, Now now) {
        orders.put(command.getProvider() + "/" + command.getKey(), command);
        lanes.values().forEach(lane -> lane.notes().obey(command, now));
    }

    /**
     * An owner that was replaced still learns from the calls that it finishes: what is to be left
     * alone is the same key, whoever calls.
     */
    void told(Standing standing, long ownEpoch, Now now) {
        if (standing.getEpoch() != ownEpoch && Standings.isRest(standing)) {
            Optional.ofNullable(lanes.get(standing.getLane()))
                    .ifPresent(lane -> lane.notes().recall(standing, now));
        }
    }

    /** What the journal has to hold so that a next owner knows it. */
    List<JournalEntry> repeats(long epoch, Now now) {
        List<JournalEntry> repeats = new ArrayList<>();
        for (LaneQueue lane : lanes.values()) {
            repeats.addAll(lane.notes().repeats(journal.standings(), epoch, now));
        }
        return repeats;
    }
}
