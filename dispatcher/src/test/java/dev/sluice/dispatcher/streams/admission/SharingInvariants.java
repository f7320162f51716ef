package dev.sluice.dispatcher.streams.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.dispatcher.admission.request.AnswerKey;
import dev.sluice.dispatcher.admission.request.AnswerKey.Bond;
import dev.sluice.dispatcher.admission.request.RequestFacts;
import dev.sluice.schemas.record.CachedAnswer;
import dev.sluice.schemas.record.InferenceResult;
import dev.sluice.schemas.record.ResultStatus;
import dev.sluice.schemas.record.TokenUsage;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** What must hold for requests that get one answer, whatever the world does. */
final class SharingInvariants {

    private SharingInvariants() {}

    /**
     * OneCallAKey: no request is called while another one with its key is called that has no result
     * yet.
     *
     * @param from the first attempt that was opened since the last look
     */
    static void oneCallAKey(World world, int from) {
        for (Opened each : world.opened.subList(from, world.opened.size())) {
            RequestFacts mine = facts(world, each);
            for (Bond bond : Bond.values()) {
                Optional<AnswerKey> key = AnswerKey.of(bond, mine);
                if (key.isEmpty() || isElsewhere(each, mine)) {
                    continue;
                }
                assertThat(world.open())
                        .as("OneCallAKey: %s", key.get())
                        .filteredOn(other -> !isOf(other, mine))
                        .filteredOn(
                                other -> !world.results.containsKey(other.attempt.getRequestId()))
                        .filteredOn(other -> bond == Bond.IDEMPOTENCY || !isPinned(world, other))
                        .noneMatch(other -> AnswerKey.of(bond, facts(world, other)).equals(key));
            }
        }
    }

    private static RequestFacts facts(World world, Opened opened) {
        return facts(world, opened.attempt.getRequestId());
    }

    private static RequestFacts facts(World world, String requestId) {
        return Objects.requireNonNull(world.accepted.get(requestId));
    }

    private static boolean isOf(Opened opened, RequestFacts facts) {
        return opened.attempt.getRequestId().equals(facts.requestId());
    }

    /** Another model's answer is not the one that the cache is asked for. */
    private static boolean isElsewhere(Opened opened, RequestFacts facts) {
        return !opened.attempt.getModel().equals(facts.model());
    }

    private static boolean isPinned(World world, Opened opened) {
        return isElsewhere(opened, facts(world, opened));
    }

    /** SameKeySameAnswer: all answers to one idempotency key are the same. */
    static void sameKeySameAnswer(World world) {
        Map<String, List<TokenUsage>> answers =
                answered(world).stream()
                        .filter(result -> claimOf(world, result).isPresent())
                        .collect(
                                Collectors.groupingBy(
                                        result -> claimOf(world, result).orElseThrow(),
                                        Collectors.mapping(
                                                result -> result.getUsage().orElseThrow(),
                                                Collectors.toList())));
        assertThat(answers.values())
                .as("SameKeySameAnswer")
                .anyMatch(all -> all.size() > 1)
                .allMatch(all -> all.stream().distinct().count() == 1);
    }

    private static Optional<String> claimOf(World world, InferenceResult result) {
        return facts(world, result.getRequestId()).claim().map(RequestFacts.Claim::key);
    }

    /** CachedIsEqual: only from an answer to an equal request, not too old, and for nothing. */
    static void cachedIsEqual(World world) {
        List<InferenceResult> cached =
                answered(world).stream()
                        .filter(InferenceResult::getCached)
                        .filter(result -> !result.getReplayed())
                        .toList();
        assertThat(cached).as("the seed has seen the cache").isNotEmpty();
        for (InferenceResult result : cached) {
            CachedAnswer from = result.getCachedAnswer().orElseThrow();
            InferenceResult source =
                    Objects.requireNonNull(world.results.get(from.getFromRequest())).getFirst();
            RequestFacts mine = facts(world, result.getRequestId());
            RequestFacts other = facts(world, from.getFromRequest());
            assertThat(AnswerKey.of(Bond.CACHE, mine))
                    .as("CachedIsEqual")
                    .isEqualTo(AnswerKey.of(Bond.CACHE, other));
            assertThat(from.getAgeMillis())
                    .as("CachedIsEqual: age")
                    .isLessThanOrEqualTo(
                            mine.wishes().caching().orElseThrow().maxAge().toMillis() + 2_500);
            assertThat(result.getCostPicos()).as("CachedIsEqual: cost").isZero();
            if (source.getStatus() == ResultStatus.ANSWERED) {
                assertThat(result.getUsage()).as("CachedIsEqual").isEqualTo(source.getUsage());
            }
        }
    }

    private static List<InferenceResult> answered(World world) {
        return world.results.values().stream()
                .flatMap(List::stream)
                .filter(result -> result.getStatus() == ResultStatus.ANSWERED)
                .toList();
    }
}
