package dev.sluice.app.keys;

import dev.sluice.config.Lane;
import dev.sluice.config.ProviderConfig;
import dev.sluice.schemas.record.KeyCommand;
import dev.sluice.schemas.record.KeyStanding;
import dev.sluice.schemas.record.LaneAnnouncement;
import dev.sluice.schemas.record.LaneCondition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Puts together what is known of each provider key. */
public final class KeyTable {

    private final LaneNews news;
    private final Map<String, KeyCommand> orders;
    private final Instant now;

    /**
     * @param orders the newest for each key, by {@code provider/key}
     */
    public KeyTable(LaneNews news, Map<String, KeyCommand> orders, Instant now) {
        this.news = news;
        this.orders = Map.copyOf(orders);
        this.now = now;
    }

    /** Every key of these lanes, in their order. */
    public List<KeyStatus> of(List<Lane> lanes) {
        List<KeyStatus> rows = new ArrayList<>();
        for (Lane lane : lanes) {
            List<LaneAnnouncement> groups = news.of(lane.id(), now);
            for (ProviderConfig.Key key : lane.keys()) {
                rows.add(groups.isEmpty() ? silent(lane, key) : told(lane, key, groups));
            }
        }
        return rows;
    }

    private KeyStatus silent(Lane lane, ProviderConfig.Key key) {
        return status(
                lane, key, KeyStatus.SILENT, Optional.empty(), "no worker runs it", List.of());
    }

    private KeyStatus told(Lane lane, ProviderConfig.Key key, List<LaneAnnouncement> groups) {
        Optional<KeyStanding> own = standing(key.id(), groups);
        boolean rests =
                own.filter(found -> found.getCondition() != LaneCondition.AVAILABLE).isPresent();
        if (rests) {
            KeyStanding found = own.get();
            return status(
                    lane,
                    key,
                    word(found.getCondition()),
                    found.getUntil(),
                    found.getReason().orElse(""),
                    notes(groups));
        }
        boolean allRest =
                groups.stream().allMatch(g -> g.getCondition() != LaneCondition.AVAILABLE);
        LaneAnnouncement first = groups.getFirst();
        return allRest
                ? status(
                        lane,
                        key,
                        word(first.getCondition()),
                        first.getUntil(),
                        first.getReason().orElse(""),
                        groups.size() == 1 ? broken(groups) : notes(groups))
                : status(
                        lane,
                        key,
                        word(LaneCondition.AVAILABLE),
                        Optional.empty(),
                        "",
                        notes(groups));
    }

    /** The keys of a lane stand in the announcements of all its groups alike: the newest counts. */
    private static Optional<KeyStanding> standing(String key, List<LaneAnnouncement> groups) {
        return groups.stream()
                .max((a, b) -> a.getAt().compareTo(b.getAt()))
                .flatMap(newest ->
                        newest.getKeys().stream()
                                .filter(each -> each.getKey().equals(key))
                                .findAny());
    }

    private KeyStatus status(
            Lane lane,
            ProviderConfig.Key key,
            String state,
            Optional<Instant> until,
            String reason,
            List<String> notes) {
        List<LaneAnnouncement> groups = news.of(lane.id(), now);
        String id = lane.provider() + "/" + key.id();
        return new KeyStatus(
                id,
                lane.id(),
                state,
                until.filter(now::isBefore),
                reason,
                notes,
                lane.keys().size() == 1 ? KeyStatus.Alone.ALONE : KeyStatus.Alone.SHARES,
                groups.stream().mapToInt(LaneAnnouncement::getInFlight).sum(),
                LaneNews.sum(groups),
                groups.stream().flatMap(group -> limits(group).stream()).toList(),
                Optional.ofNullable(orders.get(id)));
    }

    private static List<String> limits(LaneAnnouncement group) {
        String prefix = group.getModelGroup().equals("*") ? "" : group.getModelGroup() + ": ";
        return group.getLimits().stream().map(limit -> prefix + limit).toList();
    }

    private static List<String> notes(List<LaneAnnouncement> groups) {
        List<String> notes = new ArrayList<>();
        for (LaneAnnouncement group : groups) {
            if (groups.size() > 1 && group.getCondition() != LaneCondition.AVAILABLE) {
                notes.add(
                        "group %s %s%s"
                                .formatted(
                                        group.getModelGroup(),
                                        word(group.getCondition()),
                                        group.getReason().map(why -> ": " + why).orElse("")));
            }
        }
        notes.addAll(broken(groups));
        return notes;
    }

    private static List<String> broken(List<LaneAnnouncement> groups) {
        return groups.stream()
                .flatMap(group -> group.getBreakers().stream())
                .map(open -> "model " + open.getModel() + " fails")
                .toList();
    }

    private static String word(LaneCondition condition) {
        return condition.name().toLowerCase(Locale.ROOT);
    }
}
