package dev.sluice.worker.kafka;

import dev.sluice.schemas.record.LaneAnnouncement;
import dev.sluice.schemas.record.LaneCondition;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Logs when a lane stops taking work and when it goes on: nobody else says that a key is refused.
 * Owned by the lanes' loop.
 */
final class ConditionLog {

    private static final Logger LOG = LoggerFactory.getLogger(ConditionLog.class);

    private final Map<String, LaneCondition> known = new HashMap<>();

    void saw(LaneAnnouncement announcement) {
        LaneCondition now = announcement.getCondition();
        LaneCondition before =
                known.put(announcement.getLane() + " " + announcement.getModelGroup(), now);
        boolean changed = before == null ? now != LaneCondition.AVAILABLE : before != now;
        if (changed) {
            LOG.atLevel(now == LaneCondition.DISABLED ? Level.WARN : Level.INFO)
                    .addKeyValue("lane", announcement.getLane())
                    .addKeyValue("modelGroup", announcement.getModelGroup())
                    .addKeyValue("condition", now)
                    .addKeyValue("reason", announcement.getReason().orElse(""))
                    .addKeyValue("until", announcement.getUntil().map(Object::toString).orElse(""))
                    .log("lane changed its condition");
        }
    }
}
