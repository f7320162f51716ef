package dev.sluice.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueueTextTest {

    private static final Instant NOW = Instant.parse("2026-01-01T12:10:00Z");

    private static String text(Consumer<QueueText> printed) {
        StringWriter out = new StringWriter();
        try (PrintWriter writer = new PrintWriter(out)) {
            printed.accept(new QueueText(writer, NOW));
        }
        return out.toString();
    }

    private static JsonNode json(String text) throws Exception {
        return new JsonMapper().readTree(text);
    }

    @Test
    void poolsHaveTheirLinesAndLanes() throws Exception {
        JsonNode pools =
                json(
                        """
                        [{"pool":"sim","waiting":12000,"tokens":1440000,"per_second":20.04,
                          "drains_in_ms":600000,
                          "lines":[{"priority":"batch","customer":"acme","waiting":12000,
                            "tokens":1440000,"oldest":"2026-01-01T12:00:00Z",
                            "next_deadline":"2026-01-01T14:15:00Z"}],
                          "lanes":[{"lane":"sim/key-a","model_group":"*","condition":"cooling",
                            "until":"2026-01-01T12:10:05Z","credit":0,"per_second":10.0},
                           {"lane":"sim/key-b","model_group":"nano","condition":"silent",
                            "until":null,"credit":0,"per_second":null}]}]
                        """);
        assertThat(text(printed -> printed.report(pools)).lines().map(String::stripTrailing))
                .containsExactly(
                        "pool sim: 12,000 waiting, 20.0 go each second, all in 10 min 0 s",
                        "  class        customer                     waiting          tokens         oldest  next deadline",
                        "  batch        acme                          12,000       1,440,000 10 min 0 s ago   in 2 h 5 min",
                        "  lane                                  group        condition   credit     calls/s until",
                        "  sim/key-a                             *            cooling          0        10.0 2026-01-01T12:10:05Z",
                        "  sim/key-b                             nano         silent           0           -");
    }

    @Test
    void aPaceThatIsNotKnownIsSaidAndNoneWhereNothingWaits() throws Exception {
        JsonNode pools =
                json(
                        """
                        [{"pool":"a","waiting":1,"per_second":null,"drains_in_ms":null,
                          "lines":[],"lanes":[]},
                         {"pool":"b","waiting":0,"per_second":null,"drains_in_ms":0,
                          "lines":[],"lanes":[]}]
                        """);
        assertThat(text(printed -> printed.report(pools)))
                .contains("pool a: 1 waiting, how fast they go is not known yet\n")
                .contains("pool b: 0 waiting\n");
        assertThat(text(printed -> printed.report(new JsonMapper().createArrayNode())))
                .isEqualTo("nothing waits, and no lane was heard of yet\n");
    }

    private static String position(String more) {
        return """
        {"request_id":"t.0.7","attempt":1,"pool":"sim","model":"m","priority":"standard",
         "customer":"acme","virtual_key":"demo","since":"2026-01-01T12:00:00Z",
         "deadline":"2026-01-01T12:11:00Z","ahead_in_key":1200,"ahead_in_pool":3400,%s}
        """
                .formatted(more);
    }

    @Test
    void aRequestHasItsPlaceAndItsExpectedStart() throws Exception {
        JsonNode known =
                json(
                        position(
                                "\"ahead_in_key_exact\":true,\"expected_start\":\"2026-01-01T12:10:42Z\""));
        assertThat(text(printed -> printed.position(known)).lines())
                .containsExactly(
                        "t.0.7, attempt 1, waits in pool sim for m",
                        "  standard of acme, key demo, since 2026-01-01T12:00:00Z, deadline in 1 min 0 s",
                        "  before it: 1,200 of its key, about 3,400 of the pool",
                        "  expected start: 2026-01-01T12:10:42Z, in 42 s");
        JsonNode unknown = json(position("\"ahead_in_key_exact\":false,\"expected_start\":null"));
        assertThat(text(printed -> printed.position(unknown)))
                .contains("before it: at least 1,200 of its key")
                .contains("expected start: not known yet");
    }

    @ParameterizedTest
    @CsvSource({
        "-5, 0 s",
        "59, 59 s",
        "60, 1 min 0 s",
        "3599, 59 min 59 s",
        "3600, 1 h 0 min",
        "86399, 23 h 59 min",
        "86400, 1 d 0 h",
        "900000, 10 d 10 h"
    })
    void twoUnitsSayEnough(long seconds, String text) {
        assertThat(QueueText.span(Duration.ofSeconds(seconds))).isEqualTo(text);
    }
}
