package dev.sluice.dispatcher.admission.ingress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.testing.Samples;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeadlineTextTest {

    @ParameterizedTest(name = "{0}: {1} s after noon")
    @CsvSource({
        "0s, 0",
        "1d, 86400",
        "007m, 420",
        "999999999s, 999999999",
        "PT1H30M, 5400",
        "P2D, 172800",
        "PT-5S, -5",
        "-PT5S, -5",
        "2026-01-01T11:00:00Z, -3600",
        "2026-01-01T12:00:05-02:00, 7205",
        "2026-01-01T12:00:05.250Z, 5",
    })
    void countsFromAcceptanceOrIsATimeOfItsOwn(String text, long seconds) throws Flaw {
        assertThat(
                        Duration.between(Samples.NOON, DeadlineText.parse(text, Samples.NOON))
                                .toSeconds())
                .isEqualTo(seconds);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " ",
                "30",
                "s",
                "30S",
                "30 s",
                "1h30m",
                "-30s",
                "1.5h",
                "9999999999s",
                "P1Y",
                "PT",
                "P",
                "PT9999999999999999999S",
                "PT2562047788015215H",
                "2026-01-01",
                "2026-01-01T12:00:00",
                "2026-13-01T12:00:00Z",
                "tomorrow",
            })
    void anythingElseIsRefusedWithTheFormsThatAreKnown(String text) {
        Flaw flaw = catchThrowableOfType(Flaw.class, () -> DeadlineText.parse(text, Samples.NOON));
        assertThat(flaw).isNotNull();
        assertThat(flaw.statusCode()).isEqualTo(400);
        assertThat(flaw.text()).contains("ISO");
    }
}
