package dev.sluice.dispatcher.streams.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.dispatcher.admission.quota.LimitPath;
import dev.sluice.dispatcher.admission.quota.LimitUse;
import dev.sluice.schemas.record.InferenceResult;
import dev.sluice.schemas.record.ResultStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What must hold in a simulated world whatever limits there are, and when all is over. */
final class WorldInvariants {

    private static final Duration GRACE = Duration.ofSeconds(2);

    private WorldInvariants() {}

    static List<LimitUse> uses(World world) {
        return paths().map(world.state()::use).toList();
    }

    private static Stream<LimitPath> paths() {
        return Stream.of(
                        "acme/research/k1 requests/1m",
                        "acme/research/k2 requests/1m",
                        "acme/research/k3 requests/1m",
                        "acme/research tokens/1m",
                        "acme/research output_tokens/1m",
                        "acme input_tokens/1m@UTC",
                        "acme/research concurrent",
                        "acme usd/1m")
                .map(LimitPath::parse);
    }

    /** Looks at time only after a tick: a step moves the clock by 2.5 s at most. */
    static void deadlinesAreAnswered(World world) {
        Instant due = world.now.minus(GRACE).minusMillis(2_500);
        assertThat(world.accepted.values())
                .as("DeadlinesAreAnswered")
                .filteredOn(facts -> facts.deadline().isBefore(due))
                .allMatch(facts -> world.results.containsKey(facts.requestId()));
    }

    static void letEverythingEnd(World world) {
        for (int i = 0; i < 5_000 && !(world.open().isEmpty() && i > 200); i++) {
            world.endOne();
            world.pass(Duration.ofSeconds(1));
        }
        world.pass(Duration.ofDays(4));
    }

    /** ExactlyOneResult: every request that was accepted, and nobody else. */
    static void exactlyOneResult(World world) {
        assertThat(world.results.keySet())
                .as("ExactlyOneResult")
                .isEqualTo(world.accepted.keySet());
        assertThat(world.results.values())
                .as("ExactlyOneResult")
                .allMatch((List<InferenceResult> all) -> all.size() == 1);
    }

    /** OneAnswerAKey: all others with an idempotency key were refused, failed or got that one. */
    static void oneAnswerAKey(World world) {
        Map<String, Long> answers =
                world.accepted.values().stream()
                        .filter(facts -> facts.claim().isPresent())
                        .filter(facts -> isAnsweredItself(world, facts.requestId()))
                        .collect(
                                Collectors.groupingBy(
                                        facts -> facts.claim().orElseThrow().key(),
                                        Collectors.counting()));
        assertThat(answers).isNotEmpty();
        assertThat(answers.values()).as("OneAnswerAKey").allMatch(count -> count == 1);
    }

    private static boolean isAnsweredItself(World world, String requestId) {
        return world.results.getOrDefault(requestId, List.of()).stream()
                .anyMatch(result ->
                        result.getStatus() == ResultStatus.ANSWERED && !result.getReplayed());
    }

    /** HoldsEnd: when all is over nothing is held. */
    static void holdsEnd(World world) {
        assertThat(uses(world)).as("HoldsEnd").allMatch(use -> use.held() == 0);
    }

    /** NothingLeaksInStore: but for the windows of limits, and the offsets of inputs. */
    static void nothingLeaksInStore(World world) {
        assertThat(world.remains())
                .as("NothingLeaksInStore: while keys are kept")
                .matches("[acintew]*");
        world.pass(Duration.ofDays(4));
        assertThat(world.remains()).as("NothingLeaksInStore").isEmpty();
    }
}
