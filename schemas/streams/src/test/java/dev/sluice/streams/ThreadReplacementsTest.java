package dev.sluice.streams;

import static dev.sluice.streams.ThreadReplacements.Verdict.GIVE_UP;
import static dev.sluice.streams.ThreadReplacements.Verdict.REPLACE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testing.Samples;
import org.junit.jupiter.api.Test;

class ThreadReplacementsTest {

    private final ThreadReplacements replacements = new ThreadReplacements();

    private ThreadReplacements.Verdict deathAtSecond(int second) {
        return replacements.next(Samples.NOON.plusSeconds(second));
    }

    @Test
    void threeDeathsInAMinuteAreReplacedAndTheFourthIsNot() {
        assertThat(deathAtSecond(0)).isEqualTo(REPLACE);
        assertThat(deathAtSecond(10)).isEqualTo(REPLACE);
        assertThat(deathAtSecond(20)).isEqualTo(REPLACE);
        assertThat(deathAtSecond(59)).isEqualTo(GIVE_UP);
    }

    @Test
    void deathsThatAreAMinuteAwayNoLongerCount() {
        deathAtSecond(0);
        deathAtSecond(10);
        deathAtSecond(20);
        assertThat(deathAtSecond(60)).isEqualTo(REPLACE);
        assertThat(deathAtSecond(61)).isEqualTo(GIVE_UP);
    }

    @Test
    void aDeathThatWasNotReplacedDoesNotCount() {
        deathAtSecond(0);
        deathAtSecond(30);
        deathAtSecond(31);
        assertThat(deathAtSecond(32)).isEqualTo(GIVE_UP);
        assertThat(deathAtSecond(61)).isEqualTo(REPLACE);
    }

    @Test
    void aSlowTroubleIsReplacedForEver() {
        for (int second = 0; second < 3_600; second += 20) {
            assertThat(deathAtSecond(second)).isEqualTo(REPLACE);
        }
    }
}
