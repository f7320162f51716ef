package dev.sluice.dispatcher.streams.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.dispatcher.admission.quota.LimitUse;
import dev.sluice.schemas.record.DecisionKind;
import dev.sluice.schemas.record.InferenceResult;
import dev.sluice.schemas.record.ResultError;
import dev.sluice.schemas.record.ResultStatus;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The simulated agents and lanes under a configuration that changes, a clock that is set back, ends
 * that come twice, and owners that crash.
 */
class AdmissionChangesSeedsTest {

    private static final int STEPS = 2_000;
    private static final int STORE_LOOKED_AT_EVERY = 5;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 20260101, 987654321})
    void invariantsHold(long seed) {
        Random random = new Random(~seed);
        ChangingLimits limits = new ChangingLimits();
        World world = new World(seed, limits);
        LimitBooks books = new LimitBooks(world, limits);
        for (int step = 0; step < STEPS; step++) {
            List<LimitUse> before = WorldInvariants.uses(world);
            int opened = world.opened.size();
            int begun = opened + world.joined;
            Set<String> answered = Set.copyOf(world.results.keySet());
            disturb(world, limits, books, random);
            world.step();
            books.quotaNeverExceeded(opened);
            refusedUsesNothing(world, before, begun, answered);
            SharingInvariants.oneCallAKey(world, opened);
            WorldInvariants.deadlinesAreAnswered(world);
            if (step % STORE_LOOKED_AT_EVERY == 0) {
                books.heldIsWhatRequestsHold();
            }
        }
        WorldInvariants.letEverythingEnd(world);
        books.heldIsWhatRequestsHold();
        WorldInvariants.exactlyOneResult(world);
        WorldInvariants.oneAnswerAKey(world);
        SharingInvariants.sameKeySameAnswer(world);
        WorldInvariants.holdsEnd(world);
        WorldInvariants.nothingLeaksInStore(world);
        sawEverything(world, books);
    }

    /** What happens besides, between two steps. */
    private static void disturb(
            World world, ChangingLimits limits, LimitBooks books, Random random) {
        int dice = random.nextInt(1_000);
        if (dice < 40) {
            limits.change(random);
            world.follow();
        } else if (dice < 50) {
            limits.restore();
            world.follow();
        } else if (dice < 60) {
            // By a window and more, a late release can meet a later amount in a slot of its number.
            setBack(world, books, random.nextInt(59_000));
        } else if (dice < 80) {
            for (int i = random.nextInt(40); i > 0; i--) {
                world.pass(Duration.ofSeconds(2));
            }
        } else if (dice < 120) {
            world.crash();
        } else if (dice < 150) {
            world.repeatEnd();
        }
    }

    private static void setBack(World world, LimitBooks books, int millis) {
        world.setBack(Duration.ofMillis(millis));
        books.clockWasSetBack();
    }

    /**
     * RefusedUsesNothing: where results are refusals, and nothing else, the limits stay.
     *
     * @param begun attempts that were opened and requests that joined another before
     */
    private static void refusedUsesNothing(
            World world, List<LimitUse> before, int begun, Set<String> answered) {
        boolean quiet = world.endsDelivered() == 0;
        List<InferenceResult> given =
                world.results.entrySet().stream()
                        .filter(each -> !answered.contains(each.getKey()))
                        .flatMap(each -> each.getValue().stream())
                        .toList();
        boolean refusalsOnly =
                given.stream().allMatch(it -> it.getStatus() == ResultStatus.REFUSED);
        if (!given.isEmpty()
                && refusalsOnly
                && world.opened.size() + world.joined == begun
                && quiet) {
            assertThat(WorldInvariants.uses(world)).as("RefusedUsesNothing").isEqualTo(before);
        }
    }

    private static void sawEverything(World world, LimitBooks books) {
        assertThat(world.decided)
                .as("the seed has seen everything that may happen")
                .contains(
                        DecisionKind.ADMITTED,
                        DecisionKind.PARKED,
                        DecisionKind.REFUSED,
                        DecisionKind.EXPIRED,
                        DecisionKind.REPEATED,
                        DecisionKind.CANCELLED,
                        DecisionKind.SETTLED);
        assertThat(types(world))
                .as("the seed has seen keys that went while requests waited")
                .contains("unknown_virtual_key");
        assertThat(books.shrunk).as("the seed has seen limits below their use").isPositive();
    }

    private static Set<String> types(World world) {
        return world.results.values().stream()
                .flatMap(List::stream)
                .flatMap(result -> result.getError().stream())
                .map(ResultError::getType)
                .collect(Collectors.toSet());
    }
}
