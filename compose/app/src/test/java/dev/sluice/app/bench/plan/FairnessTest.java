package dev.sluice.app.bench.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class FairnessTest {

    record Shares(List<Double> shares, double index) {}

    static List<Shares> shares() {
        return List.of(
                new Shares(List.of(1.0, 1.0, 1.0, 1.0), 1),
                new Shares(List.of(8.0, 0.0, 0.0, 0.0), 0.25),
                new Shares(List.of(1.0, 2.0, 3.0, 4.0), 100.0 / 120),
                new Shares(List.of(5.0), 1),
                new Shares(List.of(0.0, 0.0), 1),
                new Shares(List.of(), 1));
    }

    @ParameterizedTest
    @MethodSource("shares")
    void jainsIndexIsOneForEqualSharesAndTheInverseOfTheNumberForOneWhoHasAll(Shares given) {
        assertThat(JainIndex.of(given.shares())).isCloseTo(given.index(), within(1e-9));
    }

    /** Each letter is a request that was served, in order; sizes are what there was of each. */
    @ParameterizedTest(name = "{0} of a:{1} b:{2} is {3}")
    @CsvSource({
        "abababbbbb, 3, 7, 0.96",
        "abab, 2, 2, 0.9",
        "bbbbbbbaaa, 3, 7, 0.5",
        "aaabbbbbbb, 3, 7, 0.5",
        "bbabbabbab, 3, 7, 0.9",
    })
    void onlyWhatIsServedWhileAllWaitCounts(String order, int a, int b, double index) {
        List<Fairness.Served> served = new ArrayList<>();
        for (int n = 0; n < order.length(); n++) {
            served.add(served(n, order.substring(n, n + 1), Duration.ZERO, n));
        }

        assertThat(Fairness.jain(served, Map.of("a", a, "b", b), 0))
                .isCloseTo(index, within(0.005));
    }

    /** The burst goes to whoever comes first; b had all of it. */
    @Test
    void whatTheKeysTakeAtOnceIsNotShared() {
        List<Fairness.Served> served = new ArrayList<>();
        for (int n = 0; n < 8; n++) {
            served.add(served(n, "bbbbabab".substring(n, n + 1), Duration.ZERO, n));
        }

        assertThat(Fairness.jain(served, Map.of("a", 2, "b", 9), 4)).isCloseTo(0.9, within(1e-9));
        assertThat(Fairness.jain(served, Map.of("a", 2, "b", 9), 0)).isLessThan(0.85);
    }

    @Test
    void aCallCountsFromWhenItBeganAndNotFromWhenItEnded() {
        List<Fairness.Served> served =
                List.of(
                        served(0, "a", Duration.ofSeconds(60), 61),
                        served(1, "b", Duration.ofSeconds(1), 3),
                        served(2, "a", Duration.ofSeconds(1), 4),
                        served(3, "b", Duration.ofSeconds(1), 5));

        assertThat(Fairness.jain(served, Map.of("a", 2, "b", 9), 0)).isCloseTo(0.9, within(1e-9));
    }

    @Test
    void sharesAreTokens() {
        List<Fairness.Served> served =
                List.of(
                        new Fairness.Served(new LoadRequest(0, "a", 994, 1_000, Duration.ZERO), 1),
                        new Fairness.Served(new LoadRequest(1, "b", 94, 100, Duration.ZERO), 2),
                        new Fairness.Served(new LoadRequest(2, "a", 94, 100, Duration.ZERO), 3));

        assertThat(Fairness.jain(served, Map.of("a", 2, "b", 9), 0))
                .isCloseTo(2_400.0 * 2_400 / (2 * (2_200.0 * 2_200 + 200 * 200)), within(1e-9));
    }

    private static Fairness.Served served(
            int number, String customer, Duration latency, double seconds) {
        return new Fairness.Served(new LoadRequest(number, customer, 1, 1, latency), seconds);
    }
}
