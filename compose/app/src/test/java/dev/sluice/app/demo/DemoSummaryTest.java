package dev.sluice.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.app.sim.Tally;
import dev.sluice.ledger.spend.SpendReport;
import dev.sluice.schemas.record.SpendTotal;
import dev.sluice.testing.Samples;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DemoSummaryTest {

    private static final Rival RIVAL = new Rival(200, 148, 1_050, 850, Duration.ofMillis(18_250));

    @Test
    void a_run_as_a_person_reads_it() {
        assertThat(
                        DemoSummary.of(
                                DemoPlan.STANDARD,
                                report("0.0123", "verified"),
                                RIVAL,
                                tally(),
                                spend()))
                .isEqualTo(
                        """

                                                       through Sluice                 a client that retries by itself
                          load                         1,000 requests at once         200 requests, 56 at once
                          answered                     1,000 of 1,000 (100.0 %)       148 of 200 (74.0 %)
                          429s that agents saw         0                              52 gave up
                          provider calls               1,004 (1.00 for an answer)     1,050 (7.09 for an answer)
                            of them answered 429       4 of 1,004 (0.4 %)             850 of 1,050 (81.0 %)
                          time                         20.3 s (the keys allow 19.3 s) 18.3 s

                          charged by the ledger        0.0123 USD
                          billed by the provider       0.0123 USD                     equal to the last digit
                          audit log                    verified

                          what the keys saw                 calls      429  answers          charged USD
                            key-a                             503        3      500               0.0023
                            key-b                             501        1      500                    0

                          who pays                          calls     tokens in/out                  USD
                            acme/research                     571     40,000/70,000                 0.01
                            globex/ops                        429      30,000/5,000               0.0023
                        """);
    }

    @Test
    void a_provider_that_billed_something_else_is_shouted() {
        assertThat(summary(report("0.0124", "verified"), RIVAL))
                .contains(
                        "billed by the provider       0.0124 USD                     DIFFERENT\n");
    }

    @Test
    void nothing_divides_by_nothing() {
        DemoReport none =
                new DemoReport(
                        0,
                        0,
                        0,
                        0,
                        0,
                        Duration.ZERO,
                        Duration.ZERO,
                        BigDecimal.ZERO,
                        BigDecimal.ZERO,
                        "verified");

        assertThat(summary(none, new Rival(0, 0, 0, 0, Duration.ZERO)))
                .contains("0 of 0 (0.0 %)")
                .contains("0 (0.00 for an answer)")
                .contains("0.0 s (the keys allow 0.0 s)");
    }

    @Test
    void the_largest_numbers_fit_a_terminal_of_100_columns() {
        Rival slow = new Rival(9_999, 9_999, 9_999_999, 9_999_999, Duration.ofSeconds(99_999));

        assertThat(summary(report("0.0123", "verified"), slow).lines())
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
    }

    @Test
    void a_long_fault_of_the_audit_log_fits_too() {
        String fault = "chain admission/3, record 1,234,567: " + "a word and ".repeat(12) + "end";

        assertThat(summary(report("0.0123", fault), RIVAL).lines())
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100))
                .anySatisfy(line -> assertThat(line).endsWith("…"));
    }

    private static String summary(DemoReport report, Rival rival) {
        return DemoSummary.of(DemoPlan.STANDARD, report, rival, tally(), spend());
    }

    private static DemoReport report(String billed, String audit) {
        return new DemoReport(
                1_000,
                1_000,
                0,
                1_004,
                4,
                Duration.ofMillis(20_345),
                DemoPlan.STANDARD.ideal(),
                new BigDecimal("0.012300000000"),
                new BigDecimal(billed),
                audit);
    }

    private static Tally tally() {
        return new Tally(
                List.of(
                        new Tally.OfKey("key-a", 503, 500, 3, 0, 500, 1, 1, BigDecimal.ONE),
                        new Tally.OfKey("key-b", 501, 500, 1, 0, 500, 1, 1, BigDecimal.ONE)),
                0);
    }

    private static SpendReport spend() {
        Map<String, SpendTotal> latest = new HashMap<>();
        put(latest, total("team", "acme/research", "total", 571, "0.010000000000", 40_000, 70_000));
        put(latest, total("team", "globex/ops", "total", 429, "0.002300000000", 30_000, 5_000));
        put(latest, total("team", "warm-up/echo", "total", 200, "0.000000000000", 9, 9));
        put(latest, total("team", "globex/ops", "2026-11-20", 9, "0.002300000000", 9, 9));
        put(latest, total("provider_key", "sim/key-a", "total", 500, "0.002300000000", 9, 9));
        return SpendReport.of(latest);
    }

    private static void put(Map<String, SpendTotal> latest, SpendTotal total) {
        latest.put(total.getScope() + total.getId() + total.getWindow(), total);
    }

    private static SpendTotal total(
            String scope, String id, String window, long calls, String usd, long in, long out) {
        return SpendTotal.newBuilder()
                .setScope(scope)
                .setId(id)
                .setWindow(window)
                .setCalls(calls)
                .setAnswered(calls)
                .setUnknown(0)
                .setInputTokens(in)
                .setOutputTokens(out)
                .setUsd(new BigDecimal(usd))
                .setUnknownUsd(new BigDecimal("0.000000000000"))
                .setUpdatedAt(Samples.NOON)
                .build();
    }
}
