package dev.sluice.simulation;

import static org.assertj.core.api.Assertions.assertThat;

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
