package dev.sluice.app.bench.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateStepsTest {

    @ParameterizedTest(name = "a pipeline of {0}/s: {1}")
    @CsvSource({
        "100, '250 125 62 93', 93",
        "249, '250 125 187 218', 218",
        "610, '250 500 750 625 562 593', 593",
        "9999, '250 500 750 1000', 1000",
    })
    void stepsUpAndThenInBetween(int capacity, String tried, int kept) {
        RateSteps steps = RateSteps.from(250, 250, 50, 1_000);
        List<String> rates = new ArrayList<>();
        for (OptionalInt next = steps.next(); next.isPresent(); next = steps.next()) {
            int rate = next.getAsInt();
            rates.add(Integer.toString(rate));
            steps = rate <= capacity ? steps.keptUp(rate) : steps.fellBehind(rate);
        }

        assertThat(String.join(" ", rates)).isEqualTo(tried);
        assertThat(steps.kept()).isEqualTo(kept);
    }

    @ParameterizedTest(name = "{1} open at {0}/s")
    @CsvSource({
        "100, 60, KEPT_UP",
        "100, 61, FELL_BEHIND",
        "1000, 600, KEPT_UP",
        "1000, 700, FELL_BEHIND"
    })
    void halfASecondBeyondTheProvidersTimeIsTooMuch(int rate, int open, RateSteps.Verdict verdict) {
        assertThat(RateSteps.verdict(rate, open, 0.1)).isEqualTo(verdict);
    }
}
