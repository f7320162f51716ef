package dev.sluice.app.bench.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LatencyFiguresTest {

    @ParameterizedTest(name = "at {0}/s, {1}/{2} ms beside {3}/{4} ms: {5} missed")
    @CsvSource({
        "200, 36, 96, 24, 64, 0",
        "200, 37, 96, 24, 64, 1",
        "200, 37, 97, 24, 64, 2",
        "10, 90, 900, 24, 64, 0",
        "500, 90, 900, 24, 64, 0",
    })
    void theRatioCountsAtTwoHundred(
            int perSecond, double p50, double p99, double bare50, double bare99, int missed) {
        LatencyFigures.Pair pair =
                new LatencyFigures.Pair(
                        figures("Sluice", perSecond, 100, p50, p99),
                        figures("bare Kafka", perSecond, 100, bare50, bare99));

        assertThat(pair.missed()).hasSize(missed);
    }

    @Test
    void whatDidNotComeBackIsMissed() {
        LatencyFigures.Pair pair =
                new LatencyFigures.Pair(
                        figures("Sluice", 500, 99, 1, 1), figures("bare Kafka", 500, 100, 1, 1));

        assertThat(pair.missed()).containsExactly("Sluice: only 99 of 100 at 500/s came back");
    }

    @Test
    void aRatioOfNothingIsNoGoodRatio() {
        LatencyFigures.Pair pair =
                new LatencyFigures.Pair(
                        figures("Sluice", 200, 100, 20, 40), figures("bare Kafka", 200, 0, 0, 0));

        assertThat(pair.missed()).isNotEmpty();
    }

    @Test
    void rowsStandBelowTheirNames() {
        LatencyFigures ours = figures("Sluice", 200, 100, 36, 96);

        assertThat(ours.row()).hasSameSizeAs(LatencyFigures.head()).contains("36.0 ms");
        assertThat(new LatencyFigures.Pair(ours, ours).ratios())
                .hasSameSizeAs(LatencyFigures.head())
                .contains("1.00 x");
    }

    private static LatencyFigures figures(
            String pipeline, int perSecond, long ended, double p50, double p99) {
        return new LatencyFigures(pipeline, perSecond, 100, ended, p50, p50, p99, p99);
    }
}
