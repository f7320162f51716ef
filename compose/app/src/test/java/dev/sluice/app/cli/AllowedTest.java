package dev.sluice.app.cli;

import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedTest {

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5})
    void aNumberWithinItsBoundsIsTaken(int given) {
        assertThatNoException().isThrownBy(() -> Allowed.number("--n", "things", given, 2, 5));
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, 1, 6, Integer.MAX_VALUE})
    void anyOtherIsSaidWithTheBounds(int given) {
        assertThatThrownBy(() -> Allowed.number("--n", "things", given, 2, 5))
                .isInstanceOf(CommandFailure.class)
                .hasMessage("--n is from 2 to 5 things, not " + given);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT4S", "PT5.5S", "PT1H"})
    void aTimeWithinItsBoundsIsTaken(Duration given) {
        assertThatNoException().isThrownBy(() -> Allowed.time("--t", given, "4s", "1h"));
    }

    @ParameterizedTest
    @CsvSource({"PT0S, 0s", "PT3.999S, 3999ms", "PT1H0.001S, 3600001ms", "PT61M, 3660s"})
    void anyOtherTimeIsSaidWithTheBounds(Duration given, String written) {
        assertThatThrownBy(() -> Allowed.time("--t", given, "4s", "1h"))
                .isInstanceOf(CommandFailure.class)
                .hasMessage("--t is from 4s to 1h, not " + written);
    }

    @Test
    void anIdSaysSomethingOrIsLeftOut() {
        assertThatNoException().isThrownBy(() -> Allowed.id("--key", Optional.empty()));
        assertThatNoException().isThrownBy(() -> Allowed.id("--key", Optional.of("k")));
        assertThatThrownBy(() -> Allowed.id("--key", Optional.of(" ")))
                .isInstanceOf(CommandFailure.class)
                .hasMessageStartingWith("--key needs an id");
    }
}
