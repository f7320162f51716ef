package dev.sluice.dispatcher.streams.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.dispatcher.admission.request.AnswerKey;
import dev.sluice.dispatcher.admission.request.AnswerKey.Bond;
import dev.sluice.testing.Samples;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
        AnswerKey key = new AnswerKey(Bond.IDEMPOTENCY, "x", "x", "x");
        AnswerKey cached = new AnswerKey(Bond.CACHE, "x", "", "x");
        Set<byte[]> keys = new TreeSet<>(Arrays::compareUnsigned);
        keys.addAll(
                List.of(
                        StoreKeys.request("x"),
                        StoreKeys.body("x"),
                        StoreKeys.queue("x"),
                        StoreKeys.limit("x"),
                        StoreKeys.entry("x", 0),
                        StoreKeys.claim(key),
                        StoreKeys.claim(cached),
                        StoreKeys.answer(key),
                        StoreKeys.sharedBody(key),
                        StoreKeys.age(key, Samples.NOON),
                        StoreKeys.total(Bond.CACHE),
                        StoreKeys.offset("x", "x", 0),
                        StoreKeys.due(Samples.NOON, StoreKeys.request("x"))));
        assertThat(keys).hasSize(13);
        assertThat(keys.stream().map(each -> each[0]).distinct()).hasSize(13);
    }

    @ParameterizedTest
    @CsvSource({"IDEMPOTENCY, research, k/é", "CACHE, '', 00ff"})
    void anAnswersKeyIsReadFromItsClaimAndFromItsAge(Bond bond, String team, String text) {
        AnswerKey key = new AnswerKey(bond, "acme", team, text + "\0 ");
        byte[] claim = StoreKeys.claim(key);
        assertThat(StoreKeys.answerKey(claim)).isEqualTo(key);
        byte[] age = StoreKeys.age(key, Samples.NOON);
        assertThat(StoreKeys.agedClaim(age)).isEqualTo(claim);
        assertThat(StoreKeys.ageMillis(age)).isEqualTo(Samples.NOON.toEpochMilli());
        assertThat(compare(StoreKeys.ageFrom(bond), age)).isNegative();
        assertThat(compare(StoreKeys.ageEnd(bond), age)).isPositive();
    }

    @Test
    void offsetsStandApartByTopicPartitionAndGeneration() {
        assertThat(StoreKeys.offset("g", "t", 1))
                .isNotEqualTo(StoreKeys.offset("g", "t", 2))
                .isNotEqualTo(StoreKeys.offset("g", "u", 1))
                .isNotEqualTo(StoreKeys.offset("h", "t", 1));
    }
}
