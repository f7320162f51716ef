package dev.sluice.app.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What came out, as {@code sluice demo --json} prints it.
 *
 * @param agent429s refusals for rate that agents saw
 * @param providerCalls calls that the provider counted
 * @param costUsd what the ledger charged
 * @param providerTallyUsd what the provider would bill
 * @param audit {@code verified}, or what was wrong
 */
record DemoReport(
        int requests,
        int answered,
        int agent429s,
        long providerCalls,
        long provider429s,
        Duration elapsed,
        Duration ideal,
        BigDecimal costUsd,
        BigDecimal providerTallyUsd,
        String audit) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** One line each for what does not add up; empty where all does. */
    List<String> faults() {
        List<String> faults = new ArrayList<>();
        if (answered != requests) {
            faults.add(
                    "%d of %d requests were not answered".formatted(requests - answered, requests));
        }
        if (agent429s > 0) {
            faults.add("agents saw %d refusals for rate".formatted(agent429s));
        }
        if (provider429s * 100 > providerCalls) {
            faults.add(
                    "%d of %d calls met a 429, more than 1 %%"
                            .formatted(provider429s, providerCalls));
        }
        if (costUsd.compareTo(providerTallyUsd) != 0) {
            faults.add(
                    "the ledger says %s USD, the provider %s USD"
                            .formatted(costUsd, providerTallyUsd));
        }
        if (!"verified".equals(audit)) {
            faults.add("audit log: " + audit);
        }
        return faults;
    }

    String json() {
        ObjectNode node = JSON.createObjectNode();
        node.put("requests", requests);
        node.put("answered", answered);
        node.put("agent_429s", agent429s);
        node.put("provider_calls", providerCalls);
        node.put("provider_429s", provider429s);
        node.put("seconds", seconds(elapsed));
        node.put("ideal_seconds", seconds(ideal));
        node.put("cost_usd", plain(costUsd));
        node.put("provider_tally_usd", plain(providerTallyUsd));
        node.put("audit", audit);
        return node.toString();
    }

    private static BigDecimal seconds(Duration duration) {
        return BigDecimal.valueOf(duration.toMillis(), 3);
    }

    private static BigDecimal plain(BigDecimal usd) {
        BigDecimal stripped = usd.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
