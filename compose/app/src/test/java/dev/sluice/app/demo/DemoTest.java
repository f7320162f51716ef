package dev.sluice.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The demonstration from start to end, on a plan that takes no time. */
class DemoTest {

    private static final DemoPlan SMALL =
            new DemoPlan(60, 7, 3, 60_000, 20, Duration.ofMillis(5), 5, 6, 3);

    @Test
    void a_small_one_adds_up() throws Exception {
        StringWriter progress = new StringWriter();

        Demo.Result result = Demo.run(SMALL, new ProgressDisplay(new PrintWriter(progress), false));

        assertThat(result.faults()).isEmpty();
        JsonNode report = new ObjectMapper().readTree(result.json());
        assertThat(report.path("requests").intValue()).isEqualTo(60);
        assertThat(report.path("answered").intValue()).isEqualTo(60);
        assertThat(report.path("agent_429s").intValue()).isZero();
        assertThat(report.path("provider_calls").longValue()).isEqualTo(60);
        assertThat(report.path("cost_usd").decimalValue())
                .isPositive()
                .isEqualTo(report.path("provider_tally_usd").decimalValue());
        assertThat(report.path("audit").textValue()).isEqualTo("verified");
        assertThat(result.summary())
                .contains("answered                     60 of 60 (100.0 %)")
                .contains("equal to the last digit")
                .contains("key-a", "key-b", "key-c", "acme/research", "globex/ops")
                .doesNotContain("warm-up");
        assertThat(result.summary().lines())
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
        assertThat(progress.toString())
                .contains("Warming up: 5 requests")
                .contains("7 agents publish 60 requests in one burst against 3 keys")
                .doesNotContain("\r");
    }
}
