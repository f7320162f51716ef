package dev.sluice.door;

import static dev.sluice.testing.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.RequestPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeadlinesTest {

    @ParameterizedTest
    @CsvSource({
        "30s, 2026-01-01T12:00:40Z",
        "10m, 2026-01-01T12:10:10Z",
        "2h, 2026-01-01T14:00:10Z",
        "1d, 2026-01-02T12:00:10Z",
        "PT90S, 2026-01-01T12:01:40Z",
        "2026-01-01T12:05:00Z, 2026-01-01T12:05:10Z",
        "2026-01-01T14:05:00+02:00, 2026-01-01T12:05:10Z",
        // Over already: admission says so; the door waits for its word.
        "2025-01-01T12:05:00Z, 2026-01-01T12:00:10Z",
        "-PT5S, 2026-01-01T12:00:10Z",
        // Beyond what admission allows.
        "365d, 2026-01-07T12:00:10Z",
        "PT100000000H, 2026-01-07T12:00:10Z",
    })
    void theDoorWaitsAWhileLongerThanTheDeadline(String given, String until) {
        assertThat(answerBy(Optional.of(given))).contains(Instant.parse(until));
    }

    @Test
    void withoutADeadlineTheDefaultHolds() {
        assertThat(answerBy(Optional.empty()))
                .contains(NOON.plus(Duration.ofMinutes(10)).plus(Deadlines.GRACE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "soon",
                "30",
                "1y",
                "-5s",
                "P",
                "2026-01-01",
                "12:00",
                "999999999999999999s",
                "PT99999999999999999999S"
            })
    void whatCannotBeReadIsNotGuessed(String given) {
        assertThat(answerBy(Optional.of(given))).isEmpty();
    }

    private static Optional<Instant> answerBy(Optional<String> given) {
        return Deadlines.answerBy(given, NOON, RequestPolicy.DEFAULT);
    }
}
