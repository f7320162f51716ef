package dev.sluice.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemoReportTest {

    @Test
    void everything_adds_up() {
        assertThat(report(1_000, 0, 1_000, 10, "0.123", "0.123000", "verified").faults()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "999 |0|1000| 0|1|1  |verified|1 of 1000 requests were not answered",
                "0   |0|   0| 0|0|0  |verified|1000 of 1000 requests were not answered",
                "1000|3|1000| 0|1|1  |verified|agents saw 3 refusals for rate",
                "1000|0|1000|11|1|1  |verified|11 of 1000 calls met a 429, more than 1 %",
                "1000|0|  99| 1|1|1  |verified|1 of 99 calls met a 429, more than 1 %",
                "1000|0|1000| 0|1|1.1|verified|the ledger says 1 USD, the provider 1.1 USD",
                "1000|0|1000| 0|1|1  |record 3 is gone|audit log: record 3 is gone"
            })
    void what_does_not_is_one_line(
            int answered,
            int agent429s,
            long calls,
            long refused,
            String ledger,
            String provider,
            String audit,
            String fault) {
        assertThat(report(answered, agent429s, calls, refused, ledger, provider, audit).faults())
                .containsExactly(fault);
    }

    @Test
    void every_fault_is_told() {
        assertThat(report(0, 1, 10, 10, "1", "2", "cut off").faults()).hasSize(5);
    }

    @Test
    void one_call_of_a_hundred_may_meet_a_429() {
        assertThat(report(1_000, 0, 100, 1, "1", "1", "verified").faults()).isEmpty();
    }

    @Test
    void the_json_has_every_number() {
        assertThat(report(1_000, 0, 1_012, 12, "0.0985500", "0.09855", "verified").json())
                .isEqualTo(
                        """
                        {"requests":1000,"answered":1000,"agent_429s":0,\
                        "provider_calls":1012,"provider_429s":12,\
                        "seconds":20.345,"ideal_seconds":19.300,\
                        "cost_usd":0.09855,"provider_tally_usd":0.09855,"audit":"verified"}\
                        """);
    }

    @ParameterizedTest
    @CsvSource({"100.000, 100", "0.00, 0", "1200, 1200", "0.5, 0.5", "0.000000000001, 1E-12"})
    void dollars_are_numbers_without_zeros_at_the_end(String usd, String written) {
        assertThat(report(1, 0, 1, 0, usd, usd, "verified").json())
                .contains("\"cost_usd\":" + written + ",");
    }

    @Test
    void what_is_wrong_with_the_audit_log_is_quoted() {
        assertThat(report(1, 0, 1, 0, "1", "1", "hash of \"x\" differs").json())
                .endsWith("\"audit\":\"hash of \\\"x\\\" differs\"}");
    }

    private static DemoReport report(
            int answered,
            int agent429s,
            long calls,
            long refused,
            String ledger,
            String provider,
            String audit) {
        return new DemoReport(
                1_000,
                answered,
                agent429s,
                calls,
                refused,
                Duration.ofNanos(20_345_678_901L),
                DemoPlan.STANDARD.ideal(),
                new BigDecimal(ledger),
                new BigDecimal(provider),
                audit);
    }
}
