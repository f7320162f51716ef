package dev.sluice.worker.lane.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.CooldownPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Refusal in a row, rest before and dice in; rest out. */
final class LadderTest {

    private static final Ladder LADDER = new Ladder(CooldownPolicy.DEFAULT.rateLimit());

    @ParameterizedTest(name = "refusal {0} after {1} with {2}: {3}")
    @CsvSource({
        // Without a rest before there is nothing to spread from.
        "1, PT0S, 0, PT1M",
        "1, PT0S, 0.999, PT1M",
        // From the step up to three times the rest before.
        "1, PT1M, 0, PT1M",
        "1, PT1M, 0.5, PT2M",
        "2, PT1M, 0.9, PT5M",
        "2, PT2M, 0, PT5M",
        "2, PT2M, 0.5, PT5M30S",
        "3, PT6M, 0.9, PT25M",
        "3, PT10M, 0.5, PT27M30S",
        // Never beyond the last step.
        "3, PT59M, 0.5, PT42M30S",
        "4, PT25M, 0.7, PT1H",
        "9, PT1H, 0.7, PT1H"
    })
    void restsGrowByTheLadderAndAreSpread(int step, Duration before, double dice, Duration rest) {
        assertThat(Duration.ofNanos(LADDER.rest(step, before.toNanos(), dice))).isEqualTo(rest);
    }

    @Test
    void aLadderOfOneStepIsTakenAsItIsWritten() {
        Ladder always = new Ladder(List.of(Duration.ofSeconds(1)));
        Random random = new Random(7);
        for (int n = 1; n < 100; n++) {
            long before = random.nextLong(Duration.ofDays(1).toNanos());
            assertThat(always.rest(n, before, random.nextDouble()))
                    .isEqualTo(Duration.ofSeconds(1).toNanos());
        }
    }

    @Test
    void noRestIsShorterThanItsStepNorLongerThanTheLast() {
        Random random = new Random(8);
        long before = 0;
        for (int n = 1; n < 1_000; n++) {
            int step = 1 + random.nextInt(6);
            before = LADDER.rest(step, before, random.nextDouble());
            assertThat(before).isBetween(LADDER.least(step), Duration.ofHours(1).toNanos());
        }
    }

    @Test
    void keysThatWereRefusedTogetherDoNotComeBackTogether() {
        long before = Duration.ofMinutes(4).toNanos();
        assertThat(LADDER.rest(2, before, 0.1)).isNotEqualTo(LADDER.rest(2, before, 0.2));
    }
}
