package dev.sluice.worker.lane.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.BreakerPolicy;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ends of calls in, permission out: 10 calls in 30 s, half of them failed, 10 s open. */
final class BreakerTest {

    private Breaker breaker = fresh();

    private static Breaker fresh() {
        return new Breaker(BreakerPolicy.DEFAULT, 0);
    }

    @BeforeEach
    void close() {
        breaker = fresh();
    }

    /** w works, f fails, s says nothing. */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "fffffffff, closed",
        "ffffffffff, open",
        "wwwwwfffff, open",
        "wwwwwwffff, closed",
        "ffffwwwwwwwwffff, open",
        "fwfwfwwwwwwwwffff, closed",
        "wwwwwwwwwwwwwwwwwwwwwwwwfffffffff, closed",
        "wwwwwwwwwwwwwwwwwwwwwwwwfffffwffff, closed",
        "wwwwwwwwwwwwwwwwwwwwwwwwffffffffff, open",
        "ffffsssssssss, closed",
        "fffffsssssssssfffff, open",
        "f, closed"
    })
    void itOpensByTheShareOfFailuresAmongEnoughCalls(String ends, String expected) {
        ends.chars().forEach(each -> breaker.ended(verdict(each), 0, 0));
        assertThat(breaker.open(0)).isEqualTo(expected.equals("closed"));
    }

    @Test
    void whatLeftTheWindowDoesNotCount() {
        failures(9, 0);
        breaker.ended(Verdict.FAILS, seconds(31), seconds(31));
        assertThat(breaker.open(seconds(31))).isTrue();
        for (int n = 0; n < 9; n++) {
            breaker.ended(Verdict.FAILS, seconds(32 + n), seconds(32 + n));
        }
        assertThat(breaker.open(seconds(41))).isFalse();
    }

    @Test
    void itStaysOpenForItsTimeThenTakesOneCallAtATime() {
        failures(10, 0);
        assertThat(breaker.brokenUntil(0)).hasValue(seconds(10));
        assertThat(breaker.nextChange(0)).isEqualTo(seconds(10));
        assertThat(breaker.open(seconds(9.9))).isFalse();

        assertThat(breaker.open(seconds(10))).isTrue();
        assertThat(breaker.brokenUntil(seconds(10))).isEqualTo(OptionalLong.empty());
        assertThat(breaker.begin(seconds(11))).isTrue();
        assertThat(breaker.open(seconds(11))).isFalse();
        assertThat(breaker.brokenUntil(seconds(11))).hasValue(seconds(21));
        assertThat(breaker.brokenUntil(seconds(20.9))).hasValue(seconds(21));
        assertThat(breaker.nextChange(seconds(20.9))).isEqualTo(seconds(21));
        assertThat(breaker.brokenUntil(seconds(21))).hasValue(seconds(31));
    }

    @Test
    void theProbeDecides() {
        failures(10, 0);
        breaker.begin(seconds(10));
        breaker.ended(Verdict.FAILS, seconds(10), seconds(12));
        assertThat(breaker.brokenUntil(seconds(12))).hasValue(seconds(22));

        breaker.begin(seconds(22));
        breaker.ended(Verdict.WORKS, seconds(22), seconds(23));
        assertThat(breaker.open(seconds(23))).isTrue();
        failures(9, seconds(24));
        assertThat(breaker.open(seconds(24))).as("counted from zero").isTrue();
    }

    @Test
    void aProbeThatSaysNothingIsFollowedByAnother() {
        failures(10, 0);
        breaker.begin(seconds(10));
        breaker.ended(Verdict.SILENT, seconds(10), seconds(11));
        assertThat(breaker.begin(seconds(11))).isTrue();
        breaker.back();
        assertThat(breaker.begin(seconds(12))).isTrue();
    }

    @Test
    void callsFromBeforeItOpenedDecideNothing() {
        failures(10, 0);
        breaker.ended(Verdict.WORKS, 0, seconds(5));
        assertThat(breaker.open(seconds(5))).isFalse();
        breaker.begin(seconds(10));
        breaker.ended(Verdict.WORKS, 0, seconds(11));
        assertThat(breaker.open(seconds(11))).as("the probe is still out").isFalse();
    }

    private void failures(int count, long now) {
        for (int n = 0; n < count; n++) {
            breaker.ended(Verdict.FAILS, now, now);
        }
    }

    private static Verdict verdict(int letter) {
        return switch (letter) {
            case 'w' -> Verdict.WORKS;
            case 'f' -> Verdict.FAILS;
            default -> Verdict.SILENT;
        };
    }

    private static long seconds(double seconds) {
        return Math.round(seconds * 1e9);
    }
}
