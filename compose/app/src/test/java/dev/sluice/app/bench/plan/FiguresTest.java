package dev.sluice.app.bench.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {

    @ParameterizedTest(name = "{0} answered by {1} calls, {2} refused: {3} wasted, {4} of them 429")
    @CsvSource({
        "100, 100, 0, 0, 0",
        "100, 110, 10, 10, 0.0909",
        "100, 125, 10, 25, 0.08",
        "0, 50, 50, 50, 1",
        "0, 0, 0, 0, 0",
    })
    void whatBroughtNoAnswerIsWasted(
            int answered, long calls, long refused, long wasted, double share) {
        Figures figures = figures(answered, calls, refused, Duration.ofSeconds(20));

        assertThat(figures.wasted()).isEqualTo(wasted);
        assertThat(figures.share429()).isCloseTo(share, within(0.0001));
    }

    @Test
    void aRunThatIsFasterThanTheIdealIsAsGoodAsIt() {
        assertThat(figures(100, 100, 0, Duration.ofSeconds(5)).goodput()).isEqualTo(1);
    }

    @Test
    void aFigureIsJudgedByTheBoundsAndPrintedByTheTable() {
        Figures figures = figures(100, 200, 100, Duration.ofSeconds(10));
        LoadCase load = LoadSamples.load(LoadCase.Known.CONFIGURED);

        assertThat(figures.missed(load, LoadCase.Size.FULL))
                .isEqualTo(Bounds.missed(load, LoadCase.Size.FULL, figures))
                .isNotEmpty();
        assertThat(figures.row(load)).isEqualTo(GoodputTable.row(load, figures));
        assertThat(Figures.head()).isEqualTo(GoodputTable.head());
    }

    private static Figures figures(int answered, long calls, long refused, Duration elapsed) {
        return new Figures(
                "sluice", 100, answered, 0, calls, refused, 1, elapsed, Duration.ofSeconds(10));
    }
}
