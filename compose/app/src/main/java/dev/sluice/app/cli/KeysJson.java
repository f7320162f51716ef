package dev.sluice.app.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.app.keys.CallRatios;
import dev.sluice.app.keys.KeyStatus;
import dev.sluice.schemas.record.KeyCommand;
import dev.sluice.schemas.record.LaneCounts;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Provider keys for programs: every field is always there. */
final class KeysJson {

    private static final JsonMapper JSON = new JsonMapper();

    private KeysJson() {}

    static String of(List<KeyStatus> keys, Instant now) {
        ObjectNode root = JSON.createObjectNode();
        root.put("at", now.toString());
        ArrayNode rows = root.putArray("keys");
        keys.forEach(key -> put(rows.addObject(), key));
        try {
            return JSON.writeValueAsString(root);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree is JSON", e);
        }
    }

    private static void put(ObjectNode row, KeyStatus key) {
        LaneCounts counts = key.counts();
        CallRatios ratios = CallRatios.of(counts);
        row.put("key", key.id())
                .put("lane", key.lane())
                .put("state", key.state())
                .put("until", key.until().map(Instant::toString).orElse(null))
                .put("reason", key.reason())
                .put("shares_lane", key.alone() == KeyStatus.Alone.SHARES)
                .put("in_flight", key.inFlight())
                .put("calls", counts.getCalls())
                .put("answered", counts.getAnswered())
                .put("rate_limited", counts.getRateLimited())
                .put("failed", counts.getFailed())
                .put("retries", counts.getRetries())
                .put("retry_ratio", ratios.retry())
                .put("waste_ratio", ratios.waste());
        if (ratios.amplification().isPresent()) {
            row.put("amplification", ratios.amplification().getAsDouble());
        } else {
            row.putNull("amplification");
        }
        ArrayNode notes = row.putArray("notes");
        key.notes().forEach(notes::add);
        ArrayNode limits = row.putArray("limits");
        key.limits().forEach(limits::add);
        order(row, key.order());
    }

    private static void order(ObjectNode row, Optional<KeyCommand> order) {
        if (order.isEmpty()) {
            row.putNull("order");
            return;
        }
        KeyCommand command = order.get();
        row.putObject("order")
                .put("action", command.getAction().name().toLowerCase(Locale.ROOT))
                .put("until", command.getUntil().map(Instant::toString).orElse(null))
                .put("reason", command.getReason())
                .put("by", command.getOrderedBy())
                .put("at", command.getAt().toString());
    }
}
