package dev.sluice.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BenchCommandTest {

    @Test
    void withoutABenchItSaysWhichThereAre() {
        Ran ran = Ran.of("bench");

        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err())
                .contains("which bench? goodput, latency, throughput, waiting, overshoot or parked");
    }

    @ParameterizedTest
    @ValueSource(strings = {"goodput", "latency", "throughput", "waiting", "overshoot", "parked"})
    void eachHasItsHelp(String bench) {
        Ran ran = Ran.of("bench", bench, "--help");

        assertThat(ran.code()).isZero();
        assertThat(ran.out()).contains("Usage: sluice bench " + bench);
    }

    @Test
    void aCaseThatIsNotThereIsNoBench() {
        Ran ran = Ran.of("bench", "goodput", "--case", "easy");

        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err())
                .startsWith("sluice: there is no case 'easy'; there are design, tokens, unequal,")
                .hasLineCount(1);
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource({
        "latency, --rate, fast",
        "latency, --time, soon",
        "throughput, --in-flight, many",
        "throughput, --most, 1.5",
        "goodput, --qucik, x",
        "waiting, --requests, 0",
        "waiting, --leases, -1",
        "overshoot, --publishers, 0",
        "overshoot, --dispatchers, -1",
        "overshoot, --requests, none",
        "parked, --requests, 0",
        "parked, --keys, 0"
    })
    void whatIsNotUnderstoodIsNotRun(String bench, String option, String value) {
        Ran ran = Ran.of("bench", bench, option, value);

        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).contains(value.equals("x") ? option : value);
    }

    @Test
    void boundsThatAreMissedAreListedAndEndWithOne() {
        StringWriter text = new StringWriter();

        int code = BenchCommand.judge(List.of("one: low", "two: high"), new PrintWriter(text));

        assertThat(code).isEqualTo(1);
        assertThat(text.toString())
                .isEqualToNormalizingNewlines(
                        """

                        Bounds that were missed:
                          one: low
                          two: high
                        """);
    }

    @Test
    void withinAllBoundsItEndsWithZero() {
        StringWriter text = new StringWriter();

        assertThat(BenchCommand.judge(List.of(), new PrintWriter(text))).isZero();
        assertThat(text.toString()).isEqualToNormalizingNewlines("\nWithin all bounds.\n");
    }
}
