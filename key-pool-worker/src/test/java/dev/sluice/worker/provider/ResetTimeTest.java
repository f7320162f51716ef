package dev.sluice.worker.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResetTimeTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "6m0s,                       PT6M",
        "12ms,                       PT0.012S",
        "1h2m3.5s,                   PT1H2M3.5S",
        "2m59.56s,                   PT2M59.56S",
        "500µs,                      PT0.0005S",
        "1d,                         PT24H",
        "0s,                         PT0S",
        "10,                         PT10S",
        "7.66,                       PT7.66S",
        "2026-01-01T00:00:30Z,       PT30S",
        "2025-12-31T23:59:00Z,       PT0S",
        "1767225630,                 PT30S",
        "1767225630000,              PT30S",
        "'Thu, 01 Jan 2026 00:00:05 GMT', PT5S"
    })
    void everyFormIsUnderstood(String value, Duration expected) {
        assertThat(ResetTime.parse(value, NOW)).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "-5",
                "5x",
                "s",
                "6m0",
                "never",
                "999999999d999999999d",
                "12345678901234"
            })
    void whatIsNoTimeIsLeftOut(String value) {
        assertThat(ResetTime.parse(value, NOW)).isEmpty();
    }
}
