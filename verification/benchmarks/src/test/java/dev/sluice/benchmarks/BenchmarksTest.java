package dev.sluice.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.dispatcher.admission.quota.Quota;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** That benchmarks do what they say; and, when they are asked for, what comes out. */
class BenchmarksTest {

    @ParameterizedTest
    @CsvSource({"1, 10, 10", "4, 10, 22", "12, 1000, 4044"})
    void eachDecisionLetsARequestIn(int limits, int keys, int used) {
        QuotaBenchmark benchmark = QuotaBenchmark.of(limits, keys);

        for (int n = 0; n < keys; n++) {
            assertThat(benchmark.admit()).isInstanceOf(Quota.Verdict.Admit.class);
        }

        assertThat(benchmark.used()).isEqualTo(used);
    }

    @Test
    @EnabledIfSystemProperty(
            named = "benchmark",
            matches = ".+",
            disabledReason = "takes minutes: -Dbenchmark=Quota")
    void run() throws RunnerException {
        new Runner(new OptionsBuilder().include(System.getProperty("benchmark", "")).build()).run();
    }
}
