package dev.sluice.worker.lane.pace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.AdaptivePolicy;
import dev.sluice.config.Limit;
import dev.sluice.config.Window;
import dev.sluice.worker.lane.pace.SimKey.Rate;
import dev.sluice.worker.lane.pace.SimKey.Words;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A lane with work for ever against a key that keeps its limits, over ways whose length varies: how
 * much of the limit it gets, and how many of its calls are refused.
 */
final class LaneNeverOverrunsTest {

    private static final Window MINUTE = new Window(1, Window.Unit.MINUTES);
    private static final Limit TEN = new Limit.Requests(600, MINUTE, OptionalLong.of(10));
    private static final Rate TEN_A_SECOND = new Rate(10, 10);

    @ParameterizedTest(name = "calls of {0} ms, the key says {1}, seed {2}")
    @CsvSource({
        "300, LIMITS, 1", "300, REMAINING, 2", "300, NOTHING, 3",
        "3000, LIMITS, 4", "3000, REMAINING, 5", "3000, NOTHING, 6",
        "30000, LIMITS, 7", "30000, REMAINING, 8", "30000, NOTHING, 9",
        "60000, LIMITS, 10", "60000, REMAINING, 11", "60000, NOTHING, 12",
    })
    void aConfiguredLimitIsUsedFullyAndHardlyEverRefused(long millis, Words words, long seed) {
        SimKey key = new SimKey(TEN_A_SECOND, Optional.empty(), words);
        SimLane lane = new SimLane(new LanePace(List.of(TEN), 0), key, millis, seed);
        SimLane.Stretch all = lane.run(Duration.ofMinutes(5));
        assertThat(all.refusedShare()).as("LaneNeverOverruns").isLessThan(0.01);
        assertThat(all.perSecond()).as("goodput of 10").isGreaterThan(9.7);
    }

    @ParameterizedTest(name = "{0} percent are left to others: at most {1} a second")
    @CsvSource({"0, 10", "10, 9", "50, 5", "90, 1"})
    void headroomIsNeverUsed(int percent, double perSecond) {
        SimKey key = new SimKey(TEN_A_SECOND, Optional.empty(), Words.LIMITS);
        LanePace pace = new LanePace(List.of(TEN), percent, AdaptivePolicy.DEFAULT, 0);
        SimLane.Stretch all = new SimLane(pace, key, 300, 1).run(Duration.ofMinutes(5));
        assertThat(all.perSecond()).isBetween(0.97 * perSecond, perSecond + 10 / 300.0);
        assertThat(all.refused()).isZero();
    }

    @ParameterizedTest(name = "calls of {0} ms, {1} a second, the key says {2}, seed {3}")
    @CsvSource({
        "300, 10, LIMITS, 1",
        "3000, 10, LIMITS, 4",
        "3000, 50, LIMITS, 6",
        "30000, 10, LIMITS, 7",
        "60000, 10, LIMITS, 10",
        "300, 1, NOTHING, 4",
        "300, 10, NOTHING, 3",
        "300, 50, NOTHING, 4",
        "3000, 10, NOTHING, 6",
        "30000, 10, NOTHING, 9",
        "60000, 1, NOTHING, 12",
        "60000, 10, NOTHING, 12",
    })
    void aLimitThatNobodyWroteDownIsFoundOut(long millis, double rate, Words words, long seed) {
        SimKey key = new SimKey(new Rate(rate, Math.max(2, rate)), Optional.empty(), words);
        LanePace pace = new LanePace(List.of(), 0, AdaptivePolicy.DEFAULT, 0);
        SimLane lane = new SimLane(pace, key, millis, seed);
        SimLane.Stretch learning = lane.run(Duration.ofMinutes(20));
        SimLane.Stretch then = lane.run(Duration.ofMinutes(10));
        assertThat(learning.refusedShare()).as("while it learns").isLessThan(0.03);
        assertThat(then.refusedShare()).as("after it").isLessThan(0.005);
        assertThat(then.perSecond()).as("goodput").isGreaterThan(0.9 * rate);
    }

    @ParameterizedTest(name = "of 10 a second others take {1}, calls of {0} ms, the key says {2}")
    @CsvSource({
        "300, 2, REMAINING",
        "300, 5, LIMITS",
        "300, 5, REMAINING",
        "300, 5, NOTHING",
        "3000, 5, LIMITS",
        "3000, 5, REMAINING",
        "3000, 5, NOTHING",
        "60000, 5, REMAINING",
        "60000, 5, NOTHING",
    })
    void anotherUserIsGivenWayToAndWhatHeLeavesIsUsedAgain(
            long millis, double others, Words words) {
        SimKey key = new SimKey(TEN_A_SECOND, Optional.empty(), words);
        SimLane lane = new SimLane(new LanePace(List.of(TEN), 0), key, millis, 1);
        SimLane.Stretch alone = lane.run(Duration.ofMinutes(2));
        key.othersPerSecond = _ -> others;
        SimLane.Stretch shared = lane.run(Duration.ofMinutes(5));
        key.othersPerSecond = _ -> 0;
        lane.run(Duration.ofMinutes(1));
        SimLane.Stretch again = lane.run(Duration.ofMinutes(4));
        assertThat(alone.refused()).isZero();
        assertThat(shared.refusedShare()).isLessThan(0.015);
        assertThat(shared.perSecond()).isGreaterThan(0.97 * (10 - others));
        assertThat(again.refused()).isLessThanOrEqualTo(1);
        assertThat(again.perSecond()).isGreaterThan(9.2);
    }

    @ParameterizedTest(name = "calls of {0} ms use 1/{1} of their estimates, the key says {2}")
    @CsvSource({
        "300, 1, LIMITS",
        "300, 5, LIMITS",
        "300, 5, NOTHING",
        "300, 0.7, LIMITS",
        "3000, 5, LIMITS",
        "3000, 5, NOTHING",
        "3000, 0.7, LIMITS",
        "30000, 5, LIMITS",
        "30000, 5, NOTHING",
    })
    void aLimitOfTokensIsUsedFullyAlsoByWrongEstimates(long millis, double over, Words words) {
        Optional<Rate> tokens = Optional.of(new Rate(10_000, 100_000));
        SimKey key = new SimKey(new Rate(1_000, 1_000), tokens, words);
        Limit limit = new Limit.Tokens(600_000, MINUTE, OptionalLong.of(100_000));
        SimLane lane = new SimLane(new LanePace(List.of(limit), 0), key, millis, 1);
        lane.estimate = random -> 100 + random.nextInt(4_000);
        lane.actualShare = 1 / over;
        SimLane.Stretch first = lane.run(Duration.ofMinutes(2));
        SimLane.Stretch then = lane.run(Duration.ofMinutes(5));
        double most = over < 1 ? 0.03 : 0.01; // an upper estimate that is none has to be found out
        assertThat(first.refusedShare()).as("LaneNeverOverruns").isLessThan(most);
        assertThat(then.refusedShare()).as("LaneNeverOverruns").isLessThan(0.001);
        assertThat(then.tokensPerSecond()).as("goodput of 10,000").isGreaterThan(9_700);
    }

    @ParameterizedTest(name = "{1} calls of {0} ms at the same time, which nobody wrote down")
    @CsvSource({"300, 8", "3000, 8", "3000, 40", "60000, 40"})
    void aBoundOfCallsAtTheSameTimeIsFoundOut(long millis, int slots) {
        SimKey key = new SimKey(new Rate(9_999, 9_999), Optional.empty(), Words.NOTHING);
        key.slots = slots;
        key.saysWhen = false;
        LanePace pace = new LanePace(List.of(), 0, AdaptivePolicy.DEFAULT, 0);
        SimLane lane = new SimLane(pace, key, millis, 1);
        SimLane.Stretch learning = lane.run(Duration.ofMinutes(15));
        SimLane.Stretch then = lane.run(Duration.ofMinutes(10));
        assertThat(learning.refusedShare()).isLessThan(0.03);
        assertThat(then.refusedShare()).isLessThan(0.005);
        assertThat(then.perSecond()).isGreaterThan(0.7 * slots * 1_000 / millis);
    }

    @ParameterizedTest(name = "{0} ms: a second owner begins as slowly as the first")
    @CsvSource({"300", "60000"})
    void aNewOwnerNeverBursts(long millis) {
        SimKey key = new SimKey(new Rate(9_999, 9_999), Optional.empty(), Words.NOTHING);
        LanePace pace = new LanePace(List.of(), 0, AdaptivePolicy.DEFAULT, 0);
        SimLane lane = new SimLane(pace, key, millis, 1);
        assertThat(lane.run(Duration.ofMillis(100)).taken()).as("at once").isLessThan(7);
        assertThat(lane.run(Duration.ofMillis(900)).taken()).as("in a second").isLessThan(60);
    }
}
