package dev.sluice.app.sim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * What the simulator's own endpoints read and write. A fault: {@code
 * {"key":"key-a","fault":"hang","count":3}}; without {@code key} any key, without {@code count} one
 * call. Money is text, so that no reader makes a double of it.
 */
final class SimulatorJson {

    /** What came of reading a fault. */
    sealed interface Reading {
        record Good(FaultRule rule) implements Reading {}

        record Bad(String why) implements Reading {}
    }

    private static final ObjectMapper JSON = new ObjectMapper();

    private SimulatorJson() {}

    static String ok() {
        return JsonNodeFactory.instance.objectNode().put("ok", true).toString();
    }

    static String of(Tally tally) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("calls", tally.calls())
                .put("answered", tally.answered())
                .put("refused_429", tally.refused429())
                .put("failed", tally.failed())
                .put("billed", tally.billed())
                .put("input_tokens", tally.inputTokens())
                .put("output_tokens", tally.outputTokens())
                .put("cost_usd", money(tally.costUsd()))
                .put("unknown_key_calls", tally.strangers());
        ObjectNode keys = root.putObject("keys");
        for (Tally.OfKey key : tally.keys()) {
            keys.putObject(key.id())
                    .put("calls", key.calls())
                    .put("answered", key.answered())
                    .put("refused_429", key.refused429())
                    .put("failed", key.failed())
                    .put("billed", key.billed())
                    .put("input_tokens", key.inputTokens())
                    .put("output_tokens", key.outputTokens())
                    .put("cost_usd", money(key.costUsd()));
        }
        return root.toString();
    }

    static Reading rule(byte[] body) {
        JsonNode root;
        try {
            root = JSON.readTree(body);
        } catch (IOException e) {
            return new Reading.Bad("not JSON");
        }
        Optional<Fault> fault = Fault.of(root.path("fault").asText(""));
        int count = root.path("count").asInt(1);
        if (fault.isEmpty() || count < 1) {
            return new Reading.Bad("fault must be one that is known, count at least 1");
        }
        Optional<String> key = Optional.of(root.path("key").asText("")).filter(k -> !k.isEmpty());
        return new Reading.Good(new FaultRule(key, fault.get(), count));
    }

    private static String money(BigDecimal usd) {
        return usd.toPlainString();
    }
}
