package dev.sluice.dispatcher.placement;

import dev.sluice.schemas.record.LaneAnnouncement;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What lanes last announced, as an account that only knows announcements. */
final class ToldLanes {

    private final Map<LaneGroup, LaneAnnouncement> announced = new HashMap<>();
    private final Map<LaneGroup, Instant> heardAt = new HashMap<>();

    void heard(LaneAnnouncement heard, Instant now) {
        LaneGroup group = new LaneGroup(heard.getLane(), heard.getModelGroup());
        LaneAnnouncement known = announced.get(group);
        if (known == null
                || heard.getEpoch() > known.getEpoch()
                || (heard.getEpoch() == known.getEpoch()
                        && heard.getNumber() > known.getNumber())) {
            announced.put(group, heard);
            heardAt.put(group, now);
        }
    }

    Optional<Long> epoch(LaneGroup group) {
        return Optional.ofNullable(announced.get(group)).map(LaneAnnouncement::getEpoch);
    }

    long upTo(LaneGroup group) {
        return Optional.ofNullable(announced.get(group)).map(LaneAnnouncement::getUpTo).orElse(0L);
    }

    boolean heardLately(LaneGroup group, Instant now) {
        Instant heard = heardAt.getOrDefault(group, Instant.EPOCH);
        return !now.isAfter(heard.plus(Duration.ofSeconds(10)));
    }

    /** Whether it neither rests nor is disabled, for this model, credit aside. */
    boolean works(LaneGroup group, String model, Instant now) {
        LaneAnnouncement known = announced.get(group);
        if (known == null || !heardLately(group, now)) {
            return false;
        }
        boolean rested = !now.isBefore(known.getUntil().orElse(Instant.MAX));
        boolean open =
                switch (known.getCondition()) {
                    case AVAILABLE, PROBING -> true;
                    case COOLING, EXHAUSTED -> rested;
                    case DISABLED -> false;
                };
        return open
                && known.getBreakers().stream()
                        .noneMatch(breaker ->
                                breaker.getModel().equals(model)
                                        && now.isBefore(breaker.getUntil()));
    }
}
