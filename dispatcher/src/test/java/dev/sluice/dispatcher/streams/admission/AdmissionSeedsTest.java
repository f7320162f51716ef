package dev.sluice.dispatcher.streams.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.dispatcher.admission.quota.LimitUse;
import dev.sluice.dispatcher.admission.request.RequestFacts;
import dev.sluice.schemas.record.DecisionKind;
import dev.sluice.schemas.record.Degradation;
import dev.sluice.schemas.record.InferenceResult;
import dev.sluice.schemas.record.ResultStatus;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random agents and lanes; what must hold whatever they do has a name. */
class AdmissionSeedsTest {

    private static final int STEPS = 2_000;
    private static final Duration WINDOW = Agents.MINUTE.length();

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(
            longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 20260101, 987654321})
    void invariantsHold(long seed) {
        World world = new World(seed);
        for (int step = 0; step < STEPS; step++) {
            List<LimitUse> before = WorldInvariants.uses(world);
            long refused = refusals(world);
            long opened = world.opened.size();
            int accepted = world.accepted.size();
            world.step();
            quotaNeverExceeded(world);
            if (refusals(world) > refused && world.accepted.size() > accepted) {
                refusedUsesNothing(world, before, opened);
            }
            SharingInvariants.oneCallAKey(world, (int) opened);
            WorldInvariants.deadlinesAreAnswered(world);
        }
        WorldInvariants.letEverythingEnd(world);
        WorldInvariants.exactlyOneResult(world);
        WorldInvariants.oneAnswerAKey(world);
        SharingInvariants.sameKeySameAnswer(world);
        SharingInvariants.cachedIsEqual(world);
        modelNeverChangesSilently(world);
        WorldInvariants.holdsEnd(world);
        WorldInvariants.nothingLeaksInStore(world);
        assertThat(world.decided)
                .as("the seed has seen everything that may happen")
                .contains(
                        DecisionKind.ADMITTED,
                        DecisionKind.PARKED,
                        DecisionKind.REFUSED,
                        DecisionKind.ANSWERED,
                        DecisionKind.FAILED,
                        DecisionKind.EXPIRED,
                        DecisionKind.REPEATED,
                        DecisionKind.CANCELLED,
                        DecisionKind.CANCEL_NOTED,
                        DecisionKind.SETTLED);
    }

    /**
     * ModelNeverChangesSilently: where another model answered than the one asked for, the request
     * allowed it and the result says so; and nowhere else.
     */
    private static void modelNeverChangesSilently(World world) {
        assertThat(world.answeredBy.values()).contains("spare", "gpt-4o-mini");
        world.answeredBy.forEach((id, served) -> {
            RequestFacts facts = Objects.requireNonNull(world.accepted.get(id));
            InferenceResult result = world.results.getOrDefault(id, List.of()).getFirst();
            boolean other = !served.equals(facts.model());
            assertThat(result.getDegraded()).as("ModelNeverChangesSilently").isEqualTo(other);
            assertThat(result.getDegradation().map(Degradation::getServed))
                    .as("ModelNeverChangesSilently")
                    .isEqualTo(other ? Optional.of(served) : Optional.empty());
            assertThat(!other || facts.wishes().allowFallback())
                    .as("ModelNeverChangesSilently: %s allowed it", id)
                    .isTrue();
        });
    }

    /** QuotaNeverExceeded: by the world's own books, in every window that ends now. */
    private static void quotaNeverExceeded(World world) {
        Map<String, Long> firsts =
                world.opened.stream()
                        .filter(Opened::costs)
                        .collect(
                                Collectors.toMap(
                                        each -> each.attempt.getRequestId(),
                                        Function.identity(),
                                        (first, _) -> first))
                        .values()
                        .stream()
                        .filter(each -> recent(each, world))
                        .collect(
                                Collectors.groupingBy(
                                        each -> each.attempt.getTenant().getVirtualKey(),
                                        Collectors.counting()));
        assertThat(firsts.values())
                .as("QuotaNeverExceeded: requests")
                .allMatch(count -> count <= Agents.REQUESTS_OF_KEY);
        assertThat(world.open())
                .as("QuotaNeverExceeded: concurrency")
                .hasSizeLessThanOrEqualTo(Agents.CONCURRENT_OF_TEAM);
        tokensNeverExceeded(world);
        assertThat(
                        sum(
                                world,
                                each ->
                                        recent(each, world) || each.endedAt.isEmpty()
                                                ? each.picos
                                                : 0))
                .as("QuotaNeverExceeded: money")
                .isLessThanOrEqualTo(Agents.PICOS_OF_CUSTOMER);
    }

    private static void tokensNeverExceeded(World world) {
        assertThat(sum(world, each -> recent(each, world) ? each.input + each.output : 0))
                .as("QuotaNeverExceeded: tokens")
                .isLessThanOrEqualTo(Agents.TOKENS_OF_TEAM);
        assertThat(sum(world, each -> recent(each, world) ? each.output : 0))
                .as("QuotaNeverExceeded: output tokens")
                .isLessThanOrEqualTo(Agents.OUTPUT_OF_TEAM);
        assertThat(sum(world, each -> thisMinute(each, world) ? each.input : 0))
                .as("QuotaNeverExceeded: input tokens of a minute of the clock")
                .isLessThanOrEqualTo(Agents.INPUT_OF_CUSTOMER);
    }

    private static boolean recent(Opened each, World world) {
        return each.at.isAfter(world.now.minus(WINDOW));
    }

    private static boolean thisMinute(Opened each, World world) {
        return !each.at.isBefore(world.now.truncatedTo(ChronoUnit.MINUTES));
    }

    private static long sum(World world, ToLongFunction<Opened> amount) {
        return world.opened.stream().mapToLong(amount).sum();
    }

    /** RefusedUsesNothing: a request that is refused on arrival leaves all limits as they were. */
    private static void refusedUsesNothing(World world, List<LimitUse> before, long openedBefore) {
        if (world.opened.size() == openedBefore) {
            assertThat(WorldInvariants.uses(world)).as("RefusedUsesNothing").isEqualTo(before);
        }
    }

    private static long refusals(World world) {
        return world.results.values().stream()
                .flatMap(List::stream)
                .filter(result -> result.getStatus() == ResultStatus.REFUSED)
                .count();
    }
}
