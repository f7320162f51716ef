package dev.sluice.app.bench.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BoundsTest {

    /** A good run: a hundred requests, each called once, in the time that the keys need. */
    private static final Figures GOOD = figures(100, 0, 100, 0, 1.0, 9_300);

    @Test
    void aGoodRunMissesNothing() {
        assertThat(Bounds.missed(load(), LoadCase.Size.FULL, GOOD)).isEmpty();
    }

    @ParameterizedTest(name = "{0} ms instead of 9,300: {1}")
    @CsvSource({"9580, true", "9590, false", "9000, true"})
    void goodputIsAtLeast97Percent(long millis, boolean enough) {
        Figures figures = figures(100, 0, 100, 0, 1.0, millis);

        assertThat(Bounds.missed(load(), LoadCase.Size.FULL, figures).isEmpty()).isEqualTo(enough);
        assertThat(Bounds.missed(load(), LoadCase.Size.QUICK, figures)).isEmpty();
    }

    @ParameterizedTest(name = "{1} of {0} calls where limits are {2}: {3}")
    @CsvSource({
        "1000, 10, CONFIGURED, true",
        "1000, 11, CONFIGURED, false",
        "1000, 30, ANNOUNCED, true",
        "1000, 30, NOTHING, true",
        "1000, 31, NOTHING, false",
    })
    void refusalsAreFew(long calls, long refused, LoadCase.Known known, boolean few) {
        Figures figures = figures(100, 0, calls, refused, 1.0, 9_300);

        assertThat(Bounds.missed(LoadSamples.load(known), LoadCase.Size.FULL, figures).isEmpty())
                .isEqualTo(few);
    }

    @Test
    void everyMissedBoundHasItsLine() {
        Figures bad = figures(90, 4, 200, 100, 0.9, 20_000);

        assertThat(Bounds.missed(load(), LoadCase.Size.FULL, bad))
                .containsExactly(
                        "goodput 41.9 %, at least 97 %",
                        "429s 50.0 % of the calls, at most 1.0 %",
                        "4 requests failed before their deadline",
                        "6 requests not answered within their deadline",
                        "Jain index 0.900, at least 0.98");
    }

    @ParameterizedTest(name = "{0} of 100 answered in {1} ms: {2}")
    @CsvSource({"100, 9300, 1", "100, 18600, 0.5", "50, 9300, 0.5", "12, 2000, 0.12", "0, 0, 0"})
    void goodputCountsWhatIsGivenUpAsLostAndNotAsFast(int answered, long millis, double goodput) {
        assertThat(figures(answered, 0, 100, 0, 1, millis).goodput())
                .isCloseTo(goodput, within(1e-9));
    }

    @Test
    void theRowFitsIntoAHundredColumns() {
        Figures large =
                new Figures(
                        "backoff",
                        3_500,
                        3_500,
                        1_000,
                        99_999,
                        96_499,
                        0.123,
                        Duration.ofSeconds(1_234),
                        Duration.ofSeconds(123));

        assertThat(GoodputTable.head()).hasSizeLessThanOrEqualTo(100);
        assertThat(GoodputTable.row(load(), large))
                .hasSizeLessThanOrEqualTo(100)
                .contains("100.0%", "99,999", "96.5%", "1,000", "10.0%", "0.123");
    }

    private static LoadCase load() {
        return LoadSamples.load(LoadCase.Known.CONFIGURED);
    }

    private static Figures figures(
            int answered, int failed, long calls, long refused, double jain, long millis) {
        return new Figures(
                "sluice",
                100,
                answered,
                failed,
                calls,
                refused,
                jain,
                Duration.ofMillis(millis),
                Duration.ofMillis(9_300));
    }
}
