package dev.sluice.config.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AmountsTest {

    @ParameterizedTest
    @CsvSource({
        "0s, PT0S, 0s",
        "1ms, PT0.001S, 1ms",
        "1500ms, PT1.5S, 1500ms",
        "30s, PT30S, 30s",
        "60s, PT1M, 1m",
        "10m, PT10M, 10m",
        "90m, PT1H30M, 90m",
        "2h, PT2H, 2h",
        "6d, PT144H, 6d"
    })
    void durationsAreReadAndWritten(String text, Duration duration, String shortest) {
        assertThat(Amounts.duration(text)).contains(duration);
        assertThat(Amounts.text(duration)).isEqualTo(shortest);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "10",
                "s",
                "-1s",
                "1.5s",
                "1 s",
                "1M",
                "1w",
                "PT1M",
                "1s ",
                "9999999999s"
            })
    void anotherTextIsNoDuration(String text) {
        assertThat(Amounts.duration(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "0B, 0, 0B",
        "100B, 100, 100B",
        "1024B, 1024, 1KiB",
        "512KiB, 524288, 512KiB",
        "4MiB, 4194304, 4MiB",
        "1GiB, 1073741824, 1GiB"
    })
    void sizesAreReadAndWritten(String text, long bytes, String shortest) {
        assertThat(Amounts.size(text)).hasValue(bytes);
        assertThat(Amounts.sizeText(bytes)).isEqualTo(shortest);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "4", "4MB", "4mib", "4 MiB", "-4MiB", "1.5MiB"})
    void anotherTextIsNoSize(String text) {
        assertThat(Amounts.size(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "5", "0.15", "123456.000000000001"})
    void decimalsAreExact(String text) {
        assertThat(Amounts.decimal(text)).contains(new BigDecimal(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".5", "5.", "1e3", "0x10", "1_000", "1,5", "$5", "NaN"})
    void anotherTextIsNoDecimal(String text) {
        assertThat(Amounts.decimal(text)).isEmpty();
    }
}
