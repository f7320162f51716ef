package dev.sluice.app.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sluice.app.bench.plan.RateSteps;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The benches from start to end, for a second each: what they find depends on the machine. */
class OtherBenchesTest {

    private static final Duration SHORT = Duration.ofSeconds(1);

    private final StringWriter text = new StringWriter();
    private final PrintWriter out = new PrintWriter(text);

    @Test
    void latencyHasBothPipelinesAtEachRate() throws Exception {
        List<String> missed =
                LatencyBench.run(
                        new LatencyBench.Plan(List.of(20, 40), SHORT, SHORT, SHORT, true), out);

        assertThat(missed).noneMatch(line -> line.contains("200/s"));
        assertThat(text.toString().lines())
                .anyMatch(line -> line.matches(" +20 +Sluice +20 +\\d+ .* ms"))
                .anyMatch(line -> line.matches(" +20 +bare Kafka +20 +\\d+ .* ms"))
                .anyMatch(line -> line.matches(" +40 +Sluice +40 +\\d+ .* ms"))
                .anyMatch(line -> line.matches(" +admitted to handed to a lane .* ms"))
                .anyMatch(line -> line.matches(" +ratio .* x .* x *"));
    }

    @Test
    void throughputStepsUpToItsMostAndTellsWhoUsedTheCpu() throws Exception {
        RateSteps steps = RateSteps.from(10, 10, 5, 20);

        int kept = ThroughputBench.run(new ThroughputBench.Plan(steps, SHORT, SHORT), out);

        assertThat(kept).isBetween(0, 20);
        assertThat(text.toString())
                .contains("10 requests/s: ", "admission", "placement", "worker", "ledger")
                .contains("Kafka: request handlers", "together")
                .contains("Kept up with %d requests/s.".formatted(kept));
    }

    @Test
    void aWorkerAloneEndsAllItsCalls() throws Exception {
        List<String> missed = InFlightBench.run(5, SHORT, out);

        assertThat(missed).noneMatch(line -> line.contains("did not end"));
        assertThat(text.toString())
                .contains("one worker: ", " calls/s of an ideal 5", "worker", "producers");
    }

    @Test
    void whatWaitsIsThereAfterRestartsAndGoesToALane() {
        List<String> missed = WaitingBench.run(new WaitingBench.Plan(500, 300), out);

        assertThat(missed).isEmpty();
        assertThat(text.toString().lines())
                .anyMatch(line -> line.matches("come in, the first tenth +50 .* MiB"))
                .anyMatch(line -> line.matches("come in, the rest +450 .* MiB"))
                .anyMatch(line -> line.matches("are there after a restart +500 .* MiB"))
                .anyMatch(line -> line.matches("are there without state +500 .* MiB"))
                .anyMatch(line -> line.matches("go to a lane +300 .* MiB"));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, -1", "5, 6"})
    void aPlanOfWhatCannotBeIsNone(int requests, int leases) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new WaitingBench.Plan(requests, leases));
    }

    @Test
    void noLimitIsPassedAndNoneIsLeftUnused() throws Exception {
        List<String> missed = OvershootBench.run(new OvershootBench.Plan(8, 2, 1_100), out);

        assertThat(missed).isEmpty();
        assertThat(text.toString().lines())
                .anyMatch(line ->
                        line.matches("\\{requests: 1000.* 1,100 +1,000 +1,000 +100 +0.00 %"))
                .filteredOn(line -> line.endsWith("0.00 %"))
                .hasSize(6);
    }

    @Test
    void whatIsParkedIsThereAfterRestarts() throws Exception {
        List<String> missed = ParkedBench.run(new ParkedBench.Plan(400, 20), out);

        assertThat(missed).isEmpty();
        assertThat(text.toString().lines())
                .anyMatch(line -> line.matches("are admitted +40 .* MiB"))
                .anyMatch(line -> line.matches("one of each key +20 .* MiB"))
                .anyMatch(line -> line.matches("are parked, the rest +360 .* MiB"))
                .anyMatch(line -> line.matches("are there without state +400 .* MiB"));
    }
}
