package dev.sluice.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;

/** What waits, for people. */
record QueueText(PrintWriter out, Instant now) {

    void report(JsonNode pools) {
        if (pools.isEmpty()) {
            out.println("nothing waits, and no lane was heard of yet");
        }
        pools.forEach(this::pool);
    }

    private void pool(JsonNode pool) {
        out.printf(
                "pool %s: %,d waiting%s%n",
                pool.path("pool").asText(), pool.path("waiting").asLong(), pace(pool));
        if (!pool.path("lines").isEmpty()) {
            out.printf(
                    "  %-12s %-24s %11s %15s %14s %14s%n",
                    "class", "customer", "waiting", "tokens", "oldest", "next deadline");
            pool.path("lines").forEach(this::line);
        }
        out.printf(
                "  %-37s %-12s %-10s %7s %11s %s%n",
                "lane", "group", "condition", "credit", "calls/s", "until");
        pool.path("lanes").forEach(this::lane);
    }

    private static String pace(JsonNode pool) {
        if (pool.path("waiting").asLong() == 0) {
            return "";
        }
        String rate =
                pool.path("per_second").isNull()
                        ? ", how fast they go is not known yet"
                        : ", %.1f go each second".formatted(pool.path("per_second").asDouble());
        return pool.path("drains_in_ms").isNull()
                ? rate
                : rate + ", all in " + span(Duration.ofMillis(pool.path("drains_in_ms").asLong()));
    }

    private void line(JsonNode line) {
        out.printf(
                "  %-12s %-24s %,11d %,15d %14s %14s%n",
                line.path("priority").asText(),
                line.path("customer").asText(),
                line.path("waiting").asLong(),
                line.path("tokens").asLong(),
                span(Duration.between(instant(line, "oldest"), now)) + " ago",
                "in " + span(Duration.between(now, instant(line, "next_deadline"))));
    }

    private void lane(JsonNode lane) {
        out.printf(
                "  %-37s %-12s %-10s %,7d %11s %s%n",
                lane.path("lane").asText(),
                lane.path("model_group").asText(),
                lane.path("condition").asText(),
                lane.path("credit").asLong(),
                lane.path("per_second").isNull()
                        ? "-"
                        : "%.1f".formatted(lane.path("per_second").asDouble()),
                lane.path("until").asText(""));
    }

    void position(JsonNode position) {
        out.printf(
                "%s, attempt %d, waits in pool %s for %s%n",
                position.path("request_id").asText(),
                position.path("attempt").asInt(),
                position.path("pool").asText(),
                position.path("model").asText());
        out.printf(
                "  %s of %s, key %s, since %s, deadline in %s%n",
                position.path("priority").asText(),
                position.path("customer").asText(),
                position.path("virtual_key").asText(),
                position.path("since").asText(),
                span(Duration.between(now, instant(position, "deadline"))));
        out.printf(
                "  before it: %s%,d of its key, about %,d of the pool%n",
                position.path("ahead_in_key_exact").asBoolean() ? "" : "at least ",
                position.path("ahead_in_key").asLong(),
                position.path("ahead_in_pool").asLong());
        out.println(
                position.path("expected_start").isNull()
                        ? "  expected start: not known yet, too little has moved"
                        : "  expected start: "
                                + position.path("expected_start").asText()
                                + ", in "
                                + span(Duration.between(now, instant(position, "expected_start"))));
    }

    private static Instant instant(JsonNode object, String name) {
        return Instant.parse(object.path(name).asText());
    }

    /** Such as {@code 2 h 5 min}: two units say enough. */
    static String span(Duration span) {
        long seconds = Math.max(0, span.toSeconds());
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3600) {
            return seconds / 60 + " min " + seconds % 60 + " s";
        }
        return seconds < 86_400
                ? seconds / 3600 + " h " + seconds % 3600 / 60 + " min"
                : seconds / 86_400 + " d " + seconds % 86_400 / 3600 + " h";
    }
}
