package dev.sluice.worker.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {

    private static final Instant NOW = Instant.parse("2023-09-29T16:26:37Z");

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "0, PT0S",
        "1, PT1S",
        "7.5, PT7.5S",
        "'Fri, 29 Sep 2023 16:27:07 GMT', PT30S",
        "'Fri, 29 Sep 2023 16:00:00 GMT', PT0S"
    })
    void secondsAndDatesAreUnderstood(String value, Duration expected) {
        assertThat(of(Map.of("Retry-After", value))).containsExactly(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "NaN", "inf", "soon", "1e3", "Zun, 29 Sep 2023 16:26:27 GMT"})
    void anythingElseIsNoAdvice(String value) {
        assertThat(of(Map.of("retry-after", value))).isEmpty();
    }

    @Test
    void millisecondsThatCannotBeReadLeaveTheWordToSeconds() {
        assertThat(of(Map.of("retry-after-ms", "soon", "retry-after", "2")))
                .containsExactly(Duration.ofSeconds(2));
    }

    @Test
    void azureHasANameOfItsOwnForMilliseconds() {
        assertThat(of(Map.of("x-ms-retry-after-ms", "250", "retry-after", "1")))
                .containsExactly(Duration.ofMillis(250));
    }

    private static List<Duration> of(Map<String, String> headers) {
        return RetryAfter.of(new AnswerHeaders(headers), NOW).stream()
                .map(RetryAfter::delay)
                .toList();
    }
}
