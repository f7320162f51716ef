package dev.sluice.app.health.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.dispatcher.placement.QueueReport;
import dev.sluice.schemas.record.LaneCondition;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalDouble;

/** What waits, as JSON: every key is there always, {@code null} where something is not known. */
final class QueueJson {

    private static final String SILENT = "silent";

    private QueueJson() {}

    static ObjectNode report(QueueReport report, ObjectNode into) {
        into.put("at", report.at().toString());
        ArrayNode pools = into.putArray("pools");
        report.pools().forEach(pool -> pool(pool, pools.addObject()));
        return into;
    }

    private static void pool(QueueReport.Pool pool, ObjectNode into) {
        into.put("pool", pool.id())
                .put("waiting", pool.waiting())
                .put("tokens", pool.tokens())
                .put("per_second", number(pool.perSecond()))
                .put("drains_in_ms", pool.drains().map(Duration::toMillis).orElse(null));
        ArrayNode lines = into.putArray("lines");
        pool.shares().forEach(share -> share(share, lines.addObject()));
        ArrayNode lanes = into.putArray("lanes");
        pool.lanes().forEach(lane -> lane(lane, lanes.addObject()));
    }

    private static void share(QueueReport.Share share, ObjectNode into) {
        into.put("priority", share.priority().name().toLowerCase(Locale.ROOT))
                .put("customer", share.customer())
                .put("waiting", share.waiting())
                .put("tokens", share.tokens())
                .put("oldest", share.oldest().toString())
                .put("next_deadline", share.nextDeadline().toString());
    }

    private static void lane(QueueReport.LaneCredit lane, ObjectNode into) {
        into.put("lane", lane.lane())
                .put("model_group", lane.modelGroup())
                .put("condition", lane.condition().map(QueueJson::word).orElse(SILENT))
                .put("until", lane.until().map(Instant::toString).orElse(null))
                .put("credit", lane.credit())
                .put("per_second", number(lane.perSecond()));
    }

    static ObjectNode position(QueueReport.Position position, ObjectNode into) {
        return into.put("request_id", position.requestId())
                .put("attempt", position.attempt())
                .put("pool", position.pool())
                .put("model", position.model())
                .put("priority", position.priority().name().toLowerCase(Locale.ROOT))
                .put("customer", position.customer())
                .put("virtual_key", position.virtualKey())
                .put("since", position.since().toString())
                .put("deadline", position.deadline().toString())
                .put("ahead_in_key", position.aheadInKey().number())
                .put(
                        "ahead_in_key_exact",
                        position.aheadInKey().bound() == QueueReport.Count.Bound.EXACTLY)
                .put("ahead_in_pool", position.aheadInPool())
                .put("expected_start", position.start().map(Instant::toString).orElse(null));
    }

    private static String word(LaneCondition condition) {
        return condition.name().toLowerCase(Locale.ROOT);
    }

    // The tree takes null for a number that there is not.
    @SuppressWarnings("NullAway")
    private static Double number(OptionalDouble value) {
        return value.isPresent() ? Math.round(value.getAsDouble() * 100) / 100.0 : null;
    }
}
