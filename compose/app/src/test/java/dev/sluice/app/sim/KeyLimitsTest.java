package dev.sluice.app.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyLimitsTest {

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "PT0S,         0ms",
        "PT0.012S,     12ms",
        "PT0.0120001S, 13ms",
        "PT1S,         1s",
        "PT1.5S,       1.5s",
        "PT7.06S,      7.06s",
        "PT6M,         6m0s",
        "PT59M59.999S, 59m59.999s",
        "PT1H2M3S,     1h2m3s"
    })
    void durationsAreWrittenAsOpenAiDoes(Duration duration, String expected) {
        assertThat(KeyLimits.text(duration)).isEqualTo(expected);
    }

    @Test
    void aKeyWithoutLimitsHasNoHeaders() {
        assertThat(new KeyLimits(Optional.empty(), Optional.empty()).headers()).isEmpty();
    }

    @Test
    void everyLimitHasThreeHeaders() {
        KeyLimits.Level level = new KeyLimits.Level(600, 9, Duration.ofMillis(100));

        assertThat(new KeyLimits(Optional.of(level), Optional.empty()).headers())
                .isEqualTo(
                        Map.of(
                                "x-ratelimit-limit-requests", "600",
                                "x-ratelimit-remaining-requests", "9",
                                "x-ratelimit-reset-requests", "100ms"));
    }
}
