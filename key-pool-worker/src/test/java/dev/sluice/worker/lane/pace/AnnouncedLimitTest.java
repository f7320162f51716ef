package dev.sluice.worker.lane.pace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.Limit;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Limits as headers announce them, and the windows that nobody names. */
final class AnnouncedLimitTest {

    private final AnnouncedLimit announced = new AnnouncedLimit(Meter.Kind.REQUESTS);

    @ParameterizedTest(
            name = "{0}: {2} of {1} left, then {4}; full in {3} ms, then {5} ms: per {6}")
    @CsvSource({
        "OpenAI, 60, 59, 1000, 58, 2000, 1m",
        "OpenAI large, 10000, 9999, 6, 9990, 60, 1m",
        "Groq a day, 14400, 14370, 179560, 14369, 185560, 1d",
        "OpenAI a day, 200, 199, 432000, 198, 864000, 1d",
        // a window that refills at its end: the reset has nothing to do with what is missing
        "fixed minute, 60, 59, 55000, 50, 50000, 1m",
        "fixed hour, 1000, 999, 3000000, 900, 2900000, 1h",
        "fixed day, 1000, 999, 80000000, 900, 79000000, 1d",
        // a bucket far smaller than what it takes in a minute
        "small bucket, 600, 0, 1000, 5, 500, 1m",
        "full, 60, 60, 0, 60, 0, 1m",
        "seen once only, 1600, 1599, 54000, 1500, 50000, 1m",
    })
    void theWindowIsFoundByTheRefill(
            String who, long limit, long left, long reset, long left2, long reset2, String window) {
        announced.read(said(limit, left, reset));
        announced.read(said(limit, left2, reset2));
        assertThat(announced.known().map(Limit::name)).as(who).contains("requests/" + window);
    }

    @Test
    void itIsToldOnceAndAgainOnlyWhenItChanges() {
        assertThat(announced.read(said(60, 59, 1000))).isPresent();
        assertThat(announced.read(said(60, 58, 2000))).isEmpty();
        assertThat(announced.read(said(90, 58, 2000)).map(Limit::name)).contains("requests/1m");
    }

    @Test
    void aDayDoesNotBecomeAnHourWhenItsEndIsNear() {
        announced.read(said(1000, 0, 80_000_000));
        announced.read(said(1000, 0, 600_000));
        assertThat(announced.known().map(Limit::name)).contains("requests/1d");
    }

    @Test
    void zeroIsNoLimit() {
        assertThat(announced.read(said(0, 0, 1000))).isEmpty();
    }

    private static Said said(long limit, long left, long resetMillis) {
        return new Said(
                OptionalLong.of(limit),
                OptionalLong.of(left),
                Optional.of(Duration.ofMillis(resetMillis)),
                0,
                1,
                0,
                1,
                true);
    }
}
