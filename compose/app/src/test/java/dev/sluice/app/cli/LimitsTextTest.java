package dev.sluice.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitsTextTest {

    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

    private static String text(String report) throws Exception {
        StringWriter out = new StringWriter();
        try (PrintWriter writer = new PrintWriter(out)) {
            new LimitsText(writer, NOW).report(json(report));
        }
        return out.toString();
    }

    private static JsonNode json(String text) throws Exception {
        return new JsonMapper().readTree(text);
    }

    private static String limit(String owner, String limit, String amounts, String reset) {
        return """
        {%s,"limit":"%s",%s,"resets_at":%s}
        """
                .formatted(owner, limit, amounts, reset);
    }

    private static String report(long more, String... limits) {
        return "{\"more\":%d,\"limits\":[%s]}".formatted(more, String.join(",", limits));
    }

    private static final String CUSTOMER = "\"customer\":\"acme\",\"team\":null,\"key\":null";
    private static final String TEAM = "\"customer\":\"acme\",\"team\":\"ops\",\"key\":null";
    private static final String KEY = "\"customer\":\"acme\",\"team\":\"ops\",\"key\":\"demo\"";

    @Test
    void customersTeamsAndKeysHaveTheirLimitsBelowThem() throws Exception {
        String report =
                report(
                        0,
                        limit(
                                CUSTOMER,
                                "usd/1M",
                                "\"used\":125.5,\"reserved\":250.0,\"allowed\":500.0",
                                "\"2026-01-02T12:00:00Z\""),
                        limit(
                                TEAM,
                                "concurrent",
                                "\"used\":0,\"reserved\":3,\"allowed\":10",
                                "null"),
                        limit(
                                KEY,
                                "requests/1m",
                                "\"used\":1234567,\"reserved\":null,\"allowed\":1000000",
                                "\"2026-01-01T12:00:42Z\""),
                        limit(
                                KEY,
                                "tokens/1m",
                                "\"used\":0,\"reserved\":null,\"allowed\":1000",
                                "null"));
        assertThat(text(report).lines())
                .containsExactly(
                        "  limit                        used       reserved        allowed                      full   resets",
                        "customer acme",
                        "  usd/1M                 125.500000     250.000000     500.000000 [####========....]  75.1%     1d0h",
                        "",
                        "team acme/ops",
                        "  concurrent                      0              3             10 [=====...........]  30.0%        -",
                        "",
                        "key acme/ops/demo",
                        "  requests/1m             1,234,567              -      1,000,000 [################] 123.5%      42s",
                        "  tokens/1m                       0              -          1,000 [................]   0.0%        -");
    }

    @Test
    void nothingIsWiderThanAHundredColumns() throws Exception {
        String long63 = "x".repeat(63);
        String owner =
                "\"customer\":\"%s\",\"team\":\"%s\",\"key\":\"%s\""
                        .formatted(long63, long63, long63);
        String report =
                report(
                        0,
                        limit(
                                owner,
                                "output_tokens/1M/calendar",
                                "\"used\":99999999999,\"reserved\":99999999999,\"allowed\":9999999999",
                                "\"2026-12-31T23:59:59Z\""),
                        limit(
                                owner,
                                "usd/1Y",
                                "\"used\":999999.123456789,\"reserved\":0.000000000001,\"allowed\":9200000.0",
                                "\"2026-12-31T23:59:59Z\""));
        assertThat(text(report).lines())
                .allMatch(line -> line.length() <= 100)
                .anyMatch(line -> line.equals("  output_tokens/1M/calendar"))
                .anyMatch(line -> line.endsWith(">999%  364d11h"))
                .anyMatch(line -> line.contains(" <0.000001   9.200000e+06 "));
    }

    @Test
    void whatIsNotToldIsCounted() throws Exception {
        assertThat(text(report(0))).isEqualTo("no limits\n");
        assertThat(text(report(998_001)))
                .endsWith("and 998,001 limits more: choose with --customer, --team or --key\n");
    }

    @ParameterizedTest(name = "{0} used and {1} reserved of 100")
    @CsvSource({
        "0, 0, ................",
        "0, null, ................",
        "0.001, 0, #...............", // whatever is used has a part
        "0, 0.001, =...............",
        "50, 0, ########........",
        "25, 25, ####====........",
        "0, 100, ================",
        "99.999, 0, ###############.", // only what is full has all
        "90, 30, ##############==",
        "120, 30, ################",
        "60, 60, ##########======",
    })
    void aBarShowsWhatIsUsedThenWhatIsReserved(String used, String reserved, String bar)
            throws Exception {
        JsonNode limit =
                json("{\"used\":%s,\"reserved\":%s,\"allowed\":100}".formatted(used, reserved));
        assertThat(LimitsText.bar(limit)).isEqualTo("[" + bar + "]");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0.0%",
        "1, <0.1%",
        "99, <0.1%",
        "100, 0.1%",
        "100000, 100.0%",
        "1000000, >999%"
    })
    void percentOfAHundredThousand(long used, String percent) throws Exception {
        String amounts = "\"used\":%d,\"reserved\":null,\"allowed\":100000".formatted(used);
        assertThat(text(report(0, limit(KEY, "tokens/1m", amounts, "null"))))
                .contains("] " + " ".repeat(6 - percent.length()) + percent + "        -\n");
    }
}
