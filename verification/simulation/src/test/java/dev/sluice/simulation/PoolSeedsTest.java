package dev.sluice.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.record.ResultStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
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
        PoolOutcome run = play(random(seed), seed);
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
        PoolOutcome run = play(random(seed).withFirstKey(key -> key.dyingAt(3)), seed);
        PoolInvariants.everyRequestIsAnsweredOnce(run);
        PoolInvariants.laneNeverOverruns(run);
        PoolInvariants.noIdleKeyWhileOthersWait(run);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void anotherUserOfAKeyIsGivenWayTo(long seed) {
        Scenario five = scenario(keys("key-", 5), List.of(200, 400, 200, 200));
        PoolOutcome run = play(five.withFirstKey(key -> key.sharedWith(300)), seed);
        PoolInvariants.everyRequestIsAnsweredOnce(run);
        PoolInvariants.laneNeverOverruns(run);
    }

    /** Nobody says what the keys allow. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void whatKeysAllowIsFoundOut(long seed) {
        Scenario steady =
                new Scenario(
                        keys("key-", 5),
                        List.of(460, 460, 690, 690),
                        Duration.ofMillis(300),
                        Duration.ofMillis(310),
                        LONG);
        PoolOutcome run = play(steady.tellingNothing(), seed);
        PoolInvariants.everyRequestIsAnsweredOnce(run);
        PoolInvariants.goodputIsTheLimits(run);
        assertThat(run.rateLimitedShare()).as("FewRefusals: %s", run).isLessThan(0.03);
    }

    /** One of the keys answers 500 for a while. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whatFailsIsTriedAgainWithinTheBudget(long seed) {
        PoolOutcome run = play(random(seed).withFirstKey(key -> key.failing(1, 6)), seed);
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
        Scenario dying =
                random(seed).withEachKey(key -> key.dyingAt(2)).due(Duration.ofSeconds(90));
        PoolOutcome run = play(dying.with(keys("other-", 2)), seed);
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

    /** With keys and customers of the seed's choice. */
    private static Scenario random(long seed) {
        Random random = new Random(seed);
        return scenario(keys(random), customers(random));
    }

    private static Scenario scenario(List<VirtualKey> keys, List<Integer> customers) {
        return new Scenario(keys, customers, Duration.ofMillis(200), Duration.ofMillis(400), LONG);
    }

    /** So many keys that are all alike. */
    private static List<VirtualKey> keys(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(n -> VirtualKey.of(prefix + n, 600, 10)).toList();
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
