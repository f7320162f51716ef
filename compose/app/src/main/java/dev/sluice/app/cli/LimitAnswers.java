package dev.sluice.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.dispatcher.admission.quota.LimitSurvey;

/** What several dispatchers tell of limits, put together in the form of one answer. */
final class LimitAnswers {

    private final ObjectNode whole;
    private final ArrayNode limits;
    private boolean any;

    LimitAnswers(ObjectNode empty) {
        whole = empty.put("ready", true).put("customers", 0L).put("customers_here", 0L);
        whole.put("more", 0L);
        limits = whole.putArray("limits");
    }

    /** Each knows the whole configuration and the uses of its own customers. */
    void add(JsonNode part) {
        any = true;
        if (!part.path("ready").asBoolean()) {
            whole.put("ready", false);
        }
        whole.put("customers", Math.max(number(whole, "customers"), number(part, "customers")));
        add("customers_here", number(part, "customers_here"));
        add("more", number(part, "more"));
        for (JsonNode limit : part.path("limits")) {
            if (limits.size() < LimitSurvey.TOLD_MAX) {
                limits.add(limit);
            } else {
                add("more", 1);
            }
        }
    }

    private void add(String name, long amount) {
        whole.put(name, number(whole, name) + amount);
    }

    private static long number(JsonNode object, String name) {
        return object.path(name).asLong();
    }

    /** Nobody knows those who are asked for. */
    boolean isOfNobody() {
        return !any;
    }

    boolean isReady() {
        return whole.path("ready").asBoolean();
    }

    /** How many of those who are asked for are told by nobody. */
    long customersElsewhere() {
        return Math.max(0, number(whole, "customers") - number(whole, "customers_here"));
    }

    JsonNode whole() {
        return whole;
    }
}
