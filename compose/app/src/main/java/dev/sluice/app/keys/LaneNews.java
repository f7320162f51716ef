package dev.sluice.app.keys;

import dev.sluice.schemas.record.LaneAnnouncement;
import dev.sluice.schemas.record.LaneCounts;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The newest announcement of each model group of each lane. */
public final class LaneNews {

    /** A lane announces itself each second: one that was silent for so long has no worker. */
    public static final Duration SILENT_AFTER = Duration.ofSeconds(5);

    private final Map<String, Map<String, LaneAnnouncement>> byLane = new TreeMap<>();

    /** Announcements may come in any order, and twice. */
    public void add(LaneAnnouncement announcement) {
        byLane.computeIfAbsent(announcement.getLane(), _ -> new TreeMap<>())
                .merge(announcement.getModelGroup(), announcement, LaneNews::newer);
    }

    private static LaneAnnouncement newer(LaneAnnouncement one, LaneAnnouncement other) {
        Comparator<LaneAnnouncement> order =
                Comparator.comparingLong(LaneAnnouncement::getEpoch)
                        .thenComparingLong(LaneAnnouncement::getNumber);
        return order.compare(one, other) >= 0 ? one : other;
    }

    /** Of all model groups of a lane, by their ids; none where it is silent. */
    List<LaneAnnouncement> of(String lane, Instant now) {
        return byLane.getOrDefault(lane, Map.of()).values().stream()
                .filter(each -> each.getAt().plus(SILENT_AFTER).isAfter(now))
                .toList();
    }

    /** Lanes that announce themselves. */
    List<String> lanes(Instant now) {
        return byLane.keySet().stream().filter(lane -> !of(lane, now).isEmpty()).toList();
    }

    static LaneCounts sum(List<LaneAnnouncement> groups) {
        return groups.stream()
                .flatMap(group -> group.getCounts().stream())
                .reduce(new LaneCounts(0L, 0L, 0L, 0L, 0L), LaneNews::plus);
    }

    private static LaneCounts plus(LaneCounts one, LaneCounts other) {
        return new LaneCounts(
                one.getCalls() + other.getCalls(),
                one.getAnswered() + other.getAnswered(),
                one.getRateLimited() + other.getRateLimited(),
                one.getFailed() + other.getFailed(),
                one.getRetries() + other.getRetries());
    }
}
