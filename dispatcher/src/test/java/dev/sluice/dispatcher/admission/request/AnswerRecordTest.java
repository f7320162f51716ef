package dev.sluice.dispatcher.admission.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.dispatcher.admission.request.AnswerRecord.Joiner;
import dev.sluice.schemas.record.OnLimit;
import dev.sluice.testing.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerRecordTest {

    private static final Instant NOON = Samples.NOON;
    private static final AnswerRecord OPEN = AnswerRecord.open("first", "hash");

    private static Joiner joiner(String id, int seconds) {
        return new Joiner(id, NOON.plusSeconds(seconds));
    }

    private static AnswerRecord joined(String... idsAndSeconds) {
        AnswerRecord record = OPEN;
        for (String each : idsAndSeconds) {
            int colon = each.indexOf(':');
            int seconds = Integer.parseInt(each.substring(colon + 1));
            record = record.with(joiner(each.substring(0, colon), seconds));
        }
        return record;
    }

    @ParameterizedTest(name = "of {0} the heir is {1}")
    @CsvSource({
        "a:5, a",
        "a:5 b:9, b",
        "a:9 b:5, a",
        "a:5 b:9 c:7, b",
        "a:9 b:9, a", // who came first
    })
    void theHeirHasMostTimeLeft(String joiners, String heir) {
        assertThat(joined(joiners.split(" ", -1)).heir().map(Joiner::requestId)).contains(heir);
    }

    @Test
    void whoTakesThePlaceOfTheFirstIsNoJoinerAnyMore() {
        AnswerRecord record = joined("a:5", "b:9").vacant(NOON).openedBy("b");
        assertThat(record.isOpenOf("b")).isTrue();
        assertThat(record.isOpenOf("first")).isFalse();
        assertThat(record.joiners()).containsExactly(joiner("a", 5));
        assertThat(record.bodyHash()).isEqualTo("hash");
        assertThat(record.without("a").heir()).isEmpty();
    }

    @Test
    void aHundredMayWait() {
        AnswerRecord record = OPEN;
        for (int i = 0; i < AnswerRecord.JOINERS_MAX; i++) {
            assertThat(record.isFull()).isFalse();
            record = record.with(joiner("j" + i, i));
        }
        assertThat(record.isFull()).isTrue();
        assertThat(record.withoutFirst(99).joiners()).containsExactly(joiner("j99", 99));
    }

    @Test
    void itIsDueAtOnceWhereSomebodyWaitsForNobodyAndElseWhenItIsForgotten() {
        Instant until = NOON.plusSeconds(60);
        AnswerRecord joined = joined("a:5");
        assertThat(OPEN.dueAt()).isEmpty();
        assertThat(joined.dueAt()).isEmpty();
        assertThat(joined.vacant(NOON).dueAt()).contains(NOON);
        assertThat(joined.answered("first", NOON, until).dueAt()).contains(NOON);
        assertThat(OPEN.answered("first", NOON, until).dueAt()).contains(until);
    }

    @Test
    void aCachedAnswerIsOfNoTeam() {
        RequestFacts facts =
                new RequestFacts(
                        "id",
                        Samples.TENANT,
                        "m",
                        NOON,
                        NOON,
                        RequestFacts.Calls.REPEATABLE,
                        OnLimit.PARK,
                        Optional.of(new RequestFacts.Claim("k", "hash")),
                        RequestFacts.Echo.NONE,
                        RequestFacts.Wishes.NONE.with(
                                Optional.of(
                                        new RequestFacts.Caching("00ff", Duration.ofHours(1)))));
        assertThat(AnswerKey.all(facts))
                .containsExactly(
                        new AnswerKey(AnswerKey.Bond.IDEMPOTENCY, "acme", "research", "k"),
                        new AnswerKey(AnswerKey.Bond.CACHE, "acme", "", "00ff"));
        assertThat(AnswerKey.of(AnswerKey.Bond.CACHE, facts)).isPresent();
    }
}
