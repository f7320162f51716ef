package dev.sluice.app.health.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.dispatcher.admission.quota.LimitPath.Counted;
import dev.sluice.dispatcher.admission.quota.LimitReport;
import dev.sluice.dispatcher.admission.quota.LimitStatus;
import dev.sluice.dispatcher.streams.admission.AdmissionLimits;
import dev.sluice.schemas.money.PicoUsd;
import java.time.Instant;

/**
 * How full limits are, as JSON: every key is there always, {@code null} where there is none. Money
 * is in dollars with 12 decimals.
 */
final class LimitsJson {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN).build();

    private LimitsJson() {}

    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    static byte[] bytes(ObjectNode body) {
        try {
            return JSON.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree is JSON", e);
        }
    }

    static ObjectNode answer(AdmissionLimits.Answer answer) {
        LimitReport report = answer.report();
        ObjectNode into =
                object().put("ready", answer.whole())
                        .put("at", report.at().toString())
                        .put("customers", report.customers())
                        .put("customers_here", report.customersHere())
                        .put("more", report.more());
        ArrayNode limits = into.putArray("limits");
        report.limits().forEach(limit -> put(limit, limits.addObject()));
        return into;
    }

    private static void put(LimitStatus limit, ObjectNode into) {
        into.put("customer", limit.owner().customer())
                .put("team", limit.owner().team().orElse(null))
                .put("key", limit.owner().virtualKey().orElse(null))
                .put("limit", limit.limit());
        amount(limit, "used", limit.used(), into);
        if (limit.reserved().isPresent()) {
            amount(limit, "reserved", limit.reserved().getAsLong(), into);
        } else {
            into.putNull("reserved");
        }
        amount(limit, "allowed", limit.allowed(), into);
        into.put("percent", Math.round(limit.percent() * 100) / 100.0)
                .put("resets_at", limit.resetsAt().map(Instant::toString).orElse(null));
    }

    private static void amount(LimitStatus limit, String name, long amount, ObjectNode into) {
        if (limit.counted() == Counted.USD) {
            into.put(name, PicoUsd.toUsd(amount));
        } else {
            into.put(name, amount);
        }
    }
}
