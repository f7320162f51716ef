package dev.sluice.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BenchCommandTest {

    @Test
    void withoutABenchItSaysWhichThereAre() {
        Ran ran = Ran.of("bench");

        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err())
                .contains(
                        "which bench? goodput, latency, throughput, waiting, overshoot or parked");
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

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "latency --rate 0              | --rate is from 1 to 100000 requests per second, not 0",
                "latency --rate -5             | --rate is from 1 to 100000 requests per second, not -5",
                "latency --rate 10,0,20        | --rate is from 1 to 100000 requests per second, not 0",
                "latency --rate 100001         | --rate is from 1 to 100000 requests per second, not 100001",
                "latency --time 0s             | --time is from 4s to 1h, not 0s",
                "latency --time 3999ms         | --time is from 4s to 1h, not 3999ms",
                "latency --time 61m            | --time is from 4s to 1h, not 3660s",
                "throughput --most 0           | --most is from 250 to 100000 requests per second, not 0",
                "throughput --most -1          | --most is from 250 to 100000 requests per second, not -1",
                "throughput --most 249         | --most is from 250 to 100000 requests per second, not 249",
                "throughput --time 0s          | --time is from 1s to 1h, not 0s",
                "throughput --time 2d          | --time is from 1s to 1h, not 172800s",
                "throughput --in-flight 0      | --in-flight is from 1 to 10000 calls, not 0",
                "throughput --in-flight -3     | --in-flight is from 1 to 10000 calls, not -3",
                "throughput --in-flight 10001  | --in-flight is from 1 to 10000 calls, not 10001",
                "throughput --in-flight 9 --most 500 | --in-flight measures one worker instead of a rate: leave --most out",
                "throughput --in-flight 9 --time 5s  | --in-flight measures one worker instead of a rate: leave --time out",
            })
    void whatIsOutOfBoundsStartsNothing(String line, String said) {
        Ran ran = Ran.of(("bench " + line).split(" +"));

        assertThat(ran).isEqualTo(new Ran(2, "", "sluice: " + said + System.lineSeparator()));
    }

    @Test
    void filesThatCouldNotBeWrittenInTheEndStartNothing(@TempDir Path folder) throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        Path missing = folder.resolve("missing");

        assertThat(Ran.of("bench", "goodput", "--json", folder.toString()))
                .isEqualTo(
                        refused(
                                "--json %s is a folder or must not be written: name a file"
                                        .formatted(folder)));
        assertThat(Ran.of("bench", "goodput", "--json", missing.resolve("f.json").toString()))
                .isEqualTo(
                        refused(
                                "--json %s/f.json cannot be written: make the folder %s, or name another"
                                        .formatted(missing, missing)));
        assertThat(Ran.of("bench", "goodput", "--svg", file.toString()))
                .isEqualTo(
                        refused(
                                "--svg %s is no folder to write to (FileAlreadyExistsException): name another"
                                        .formatted(file)));
    }

    private static Ran refused(String said) {
        return new Ran(2, "", "sluice: " + said + System.lineSeparator());
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
