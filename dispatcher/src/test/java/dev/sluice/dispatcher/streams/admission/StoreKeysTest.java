package dev.sluice.dispatcher.streams.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.dispatcher.admission.request.IdempotencyRecord;
import dev.sluice.testing.Samples;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoreKeysTest {

    private static int compare(byte[] one, byte[] other) {
        return Arrays.compareUnsigned(one, other);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 127, 128, 255, 256, 65_535, 1L << 31, 1L << 40})
    void positionsOfAQueueSortAsTheyCount(long position) {
        byte[] key = StoreKeys.entry("demo", position);
        assertThat(StoreKeys.position(key)).isEqualTo(position);
        assertThat(compare(key, StoreKeys.entry("demo", position + 1))).isNegative();
    }

    @Test
    void aQueueNeverHasTheEntriesOfAKeyWhoseNameBeginsLikeItsOwn() {
        byte[] from = StoreKeys.entry("demo", 0);
        byte[] to = StoreKeys.entry("demo", Long.MAX_VALUE);
        for (String other : List.of("dem", "demo1", "demo-2", "demo ", "demp")) {
            byte[] entry = StoreKeys.entry(other, 5);
            boolean within = compare(from, entry) <= 0 && compare(entry, to) <= 0;
            assertThat(within).as(other).isFalse();
        }
    }

    @Test
    void timesSortAndKeepTheirSubject() {
        byte[] request = StoreKeys.request("id.0.7");
        byte[] early = StoreKeys.due(Samples.NOON, request);
        byte[] late = StoreKeys.due(Samples.NOON.plusMillis(1), StoreKeys.request("a"));
        assertThat(compare(early, late)).isNegative();
        assertThat(StoreKeys.dueMillis(early)).isEqualTo(Samples.NOON.toEpochMilli());
        assertThat(StoreKeys.subject(early)).isEqualTo(request);
        assertThat(StoreKeys.text(StoreKeys.subject(early))).isEqualTo("id.0.7");
    }

    @Test
    void aScanOfWhatIsDueSeesAllOfItsLastMillisecondAndNothingOfTheNext() {
        long noon = Samples.NOON.toEpochMilli();
        byte[] to = StoreKeys.dueFrom(noon + 1);
        assertThat(compare(StoreKeys.due(Samples.NOON, StoreKeys.request("\u00ff")), to))
                .isNegative();
        Instant next = Samples.NOON.plusMillis(1);
        assertThat(compare(StoreKeys.due(next, StoreKeys.request("")), to)).isPositive();
    }

    @Test
    void noTwoKindsShareAKey() {
        IdempotencyRecord.Scope scope = new IdempotencyRecord.Scope("x", "x", "x");
        Set<byte[]> keys = new TreeSet<>(Arrays::compareUnsigned);
        keys.addAll(
                List.of(
                        StoreKeys.request("x"),
                        StoreKeys.body("x"),
                        StoreKeys.queue("x"),
                        StoreKeys.limit("x"),
                        StoreKeys.entry("x", 0),
                        StoreKeys.claim(scope),
                        StoreKeys.answer(scope),
                        StoreKeys.offset("x", "x", 0),
                        StoreKeys.due(Samples.NOON, StoreKeys.request("x"))));
        assertThat(keys).hasSize(9);
        assertThat(keys.stream().map(key -> key[0]).distinct()).hasSize(9);
    }

    @Test
    void anAnswerStandsUnderItsClaimsKeyButForTheKind() {
        IdempotencyRecord.Scope scope = new IdempotencyRecord.Scope("acme", "research", "k\0/é");
        byte[] claim = StoreKeys.claim(scope);
        claim[0] = StoreKeys.ANSWER;
        assertThat(claim).isEqualTo(StoreKeys.answer(scope));
    }

    @Test
    void offsetsStandApartByTopicPartitionAndGeneration() {
        assertThat(StoreKeys.offset("g", "t", 1))
                .isNotEqualTo(StoreKeys.offset("g", "t", 2))
                .isNotEqualTo(StoreKeys.offset("g", "u", 1))
                .isNotEqualTo(StoreKeys.offset("h", "t", 1));
    }
}
