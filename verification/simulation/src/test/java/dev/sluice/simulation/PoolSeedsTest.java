package dev.sluice.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.record.ResultStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random pools and loads. The seed is the name of the case. */
class PoolSeedsTest {

    private static final Duration LONG = Duration.ofMinutes(20);

    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void aPoolInGoodHealthIsUsedToItsLimit(long seed) {
        Random random = new Random(seed);
        PoolOutcome run =
                play(
                        new Scenario(
                                keys(random),
                                customers(random),
                                Duration.ofMillis(200),
                                Duration.ofMillis(400),
                                LONG),
                        seed);
        PoolInvariants.everyRequestIsAnsweredOnce(run);
        PoolInvariants.laneNeverOverruns(run);
        PoolInvariants.coolingKeyNeverUsed(run);
        PoolInvariants.noIdleKeyWhileOthersWait(run);
        PoolInvariants.goodputIsTheLimits(run);
        PoolInvariants.modelNeverChangesSilently(run);
        assertThat(run.fairness()).as("FairBetweenCustomers: %s", run).isGreaterThan(0.98);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aKeyThatDiesTakesNoRequestAlong(long seed) {
        Random random = new Random(seed);
        List<VirtualKey> keys = new ArrayList<>(keys(random));
        keys.set(0, keys.getFirst().dyingAt(3));
        PoolOutcome run =
                play(
                        new Scenario(
                                keys,
                                customers(random),
                                Duration.ofMillis(200),
                                Duration.ofMillis(400),
                                LONG),
                        seed);
        PoolInvariants.everyRequestIsAnsweredOnce(run);
        PoolInvariants.laneNeverOverruns(run);
        PoolInvariants.noIdleKeyWhileOthersWait(run);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void anotherUserOfAKeyIsGivenWayTo(long seed) {
        List<VirtualKey> keys = new ArrayList<>();
        for (int n = 0; n < 5; n++) {
            keys.add(VirtualKey.of("key-" + n, 600, 10));
        }
        keys.set(0, keys.getFirst().sharedWith(300));
        PoolOutcome run =
                play(
                        new Scenario(
                                keys,
                                List.of(200, 400, 200, 200),
                                Duration.ofMillis(200),
                                Duration.ofMillis(400),
                                LONG),
                        seed);
        PoolInvariants.everyRequestIsAnsweredOnce(run);
        PoolInvariants.laneNeverOverruns(run);
    }

    /** Nobody says what the keys allow. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void whatKeysAllowIsFoundOut(long seed) {
        List<VirtualKey> keys = new ArrayList<>();
        for (int n = 0; n < 5; n++) {
            keys.add(VirtualKey.of("key-" + n, 600, 10));
        }
        PoolOutcome run =
                play(
                        new Scenario(
                                        keys,
                                        List.of(460, 460, 690, 690),
                                        Duration.ofMillis(300),
                                        Duration.ofMillis(310),
                                        LONG)
                                .tellingNothing(),
                        seed);
        PoolInvariants.everyRequestIsAnsweredOnce(run);
        PoolInvariants.goodputIsTheLimits(run);
        assertThat(run.rateLimitedShare()).as("FewRefusals: %s", run).isLessThan(0.03);
    }

    /** One of the keys answers 500 for a while. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whatFailsIsTriedAgainWithinTheBudget(long seed) {
        Random random = new Random(seed);
        List<VirtualKey> keys = new ArrayList<>(keys(random));
        keys.set(0, keys.getFirst().failing(1, 6));
        PoolOutcome run =
                play(
                        new Scenario(
                                keys,
                                customers(random),
                                Duration.ofMillis(200),
                                Duration.ofMillis(400),
                                LONG),
                        seed);
        assertThat(run.calls().stream().filter(VirtualProvider.Call::retry)).isNotEmpty();
        PoolInvariants.everyRequestHasOneResult(run);
        PoolInvariants.retryBudgetHolds(run);
        PoolInvariants.laneNeverOverruns(run);
        PoolInvariants.noIdleKeyWhileOthersWait(run);
    }

    /** Every key of the model dies; half of the requests may be answered by another one. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void anotherModelAnswersOnlyWhereItMay(long seed) {
        Random random = new Random(seed);
        PoolOutcome run =
                play(
                        new Scenario(
                                        keys(random).stream().map(key -> key.dyingAt(2)).toList(),
                                        customers(random),
                                        Duration.ofMillis(200),
                                        Duration.ofMillis(400),
                                        Duration.ofSeconds(90))
                                .with(
                                        List.of(
                                                VirtualKey.of("other-0", 600, 10),
                                                VirtualKey.of("other-1", 600, 10))),
                        seed);
        assertThat(run.answers().stream().filter(answer -> answer.result().getDegraded()))
                .isNotEmpty();
        assertThat(run.answers())
                .filteredOn(answer ->
                        Worlds.standInAllowed(answer.result().getCustomId().orElseThrow()))
                .allMatch(answer -> answer.result().getStatus() == ResultStatus.ANSWERED);
        PoolInvariants.everyRequestHasOneResult(run);
        PoolInvariants.modelNeverChangesSilently(run);
        PoolInvariants.laneNeverOverruns(run);
    }

    private PoolOutcome play(Scenario scenario, long seed) {
        try (PoolRun run = new PoolRun(scenario, seed, folder)) {
            return run.play();
        }
    }

    private static List<VirtualKey> keys(Random random) {
        List<VirtualKey> keys = new ArrayList<>();
        int count = 2 + random.nextInt(4);
        for (int n = 0; n < count; n++) {
            int perMinute = 300 + 300 * random.nextInt(4);
            keys.add(VirtualKey.of("key-" + n, perMinute, 3 + random.nextInt(15)));
        }
        return keys;
    }

    private static List<Integer> customers(Random random) {
        int least = 60 + random.nextInt(60);
        return List.of(least, least * 2, least * 3, least);
    }
}
