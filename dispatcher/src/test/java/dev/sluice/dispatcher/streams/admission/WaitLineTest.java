package dev.sluice.dispatcher.streams.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.dispatcher.admission.quota.LimitPath;
import dev.sluice.dispatcher.admission.request.KeyQueue;
import dev.sluice.testing.Samples;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WaitLineTest {

    private static final LimitPath TEAM = LimitPath.parse("acme/research concurrent");
    private static final LimitPath CUSTOMER = LimitPath.parse("acme tokens/1m");

    private final WaitLine line = new WaitLine(List.of());

    private static KeyQueue queue(String key, LimitPath path, long ticket) {
        return queue(key, path, ticket, Optional.empty());
    }

    private static KeyQueue queue(
            String key, LimitPath path, long ticket, Optional<Instant> until) {
        return KeyQueue.of(key, new KeyQueue.Wait(path, ticket, until)).appended();
    }

    /** Tries whoever is ripe, as if each had room and still more requests behind. */
    private List<String> turns(int count) {
        List<String> turns = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            KeyQueue first = line.nextRipe().orElseThrow();
            turns.add(first.virtualKey());
            KeyQueue more = first.appended();
            line.put(
                    more.advancedPast(
                            first.first(),
                            new KeyQueue.Wait(
                                    first.waitsFor().path(), line.nextTicket(), Optional.empty())));
            line.tried(first);
        }
        return turns;
    }

    @Test
    void keysThatWaitAtOneLimitTakeTurns() {
        line.put(queue("b", TEAM, 1));
        line.put(queue("a", TEAM, 2));
        line.put(queue("c", TEAM, 3));
        line.ripen(TEAM);
        assertThat(turns(7)).containsExactly("b", "a", "c", "b", "a", "c", "b");
    }

    @Test
    void aLimitWhoseFirstStaysIsNotTriedAgainBeforeSomethingHappens() {
        KeyQueue first = queue("a", TEAM, 1);
        line.put(first);
        line.ripen(TEAM);
        assertThat(line.nextRipe()).contains(first);
        line.tried(first);
        assertThat(line.nextRipe()).isEmpty();
        line.ripen(TEAM);
        assertThat(line.nextRipe()).contains(first);
    }

    @Test
    void whoJoinsBehindSomebodyIsNotTriedBeforeThem() {
        line.put(queue("a", TEAM, 1));
        line.put(queue("b", TEAM, 2));
        assertThat(line.nextRipe()).isEmpty();
    }

    @Test
    void whenTheFirstLeavesTheNextOneIsTried() {
        KeyQueue first = queue("a", TEAM, 1);
        KeyQueue second = queue("b", TEAM, 2);
        line.put(first);
        line.put(second);
        line.remove(first);
        assertThat(line.nextRipe()).contains(second);
        assertThat(line.queue("a")).isEmpty();
    }

    @Test
    void aKeyThatMovesToAnotherLimitMakesRoomForThoseBehindIt() {
        KeyQueue second = queue("b", TEAM, 2);
        line.put(queue("a", TEAM, 1));
        line.put(second);
        line.put(queue("a", CUSTOMER, 3));
        assertThat(line.nextRipe()).contains(second);
        assertThat(line.isWaitedFor(CUSTOMER)).isTrue();
    }

    @Test
    void aLimitIsTriedWhenTheTimeOfItsFirstHasCome() {
        Instant until = Samples.NOON.plusSeconds(5);
        KeyQueue first = queue("a", CUSTOMER, 1, Optional.of(until));
        line.put(first);
        line.ripenDue(until.minusMillis(1));
        assertThat(line.nextRipe()).isEmpty();
        line.ripenDue(until);
        assertThat(line.nextRipe()).contains(first);
    }

    @Test
    void limitsAreTriedAsTheirTimesCome() {
        Instant noon = Samples.NOON;
        KeyQueue soon = queue("a", CUSTOMER, 1, Optional.of(noon.plusSeconds(5)));
        KeyQueue later = queue("b", TEAM, 2, Optional.of(noon.plusSeconds(9)));
        line.put(later);
        line.put(soon);
        line.ripenDue(noon.plusSeconds(5));
        assertThat(line.nextRipe()).contains(soon);
        line.remove(soon);
        assertThat(line.nextRipe()).isEmpty();
        line.ripenDue(noon.plusSeconds(9));
        assertThat(line.nextRipe()).contains(later);
    }

    @Test
    void theTimeOfALineIsThatOfWhoIsFirstNow() {
        Instant noon = Samples.NOON;
        KeyQueue first = queue("a", TEAM, 1, Optional.of(noon.plusSeconds(5)));
        line.put(first);
        line.put(queue("b", TEAM, 2, Optional.of(noon.plusSeconds(1))));
        line.ripenDue(noon.plusSeconds(1));
        assertThat(line.nextRipe()).as("the second waits for the first").isEmpty();
        line.put(first.waiting(new KeyQueue.Wait(TEAM, 1, Optional.of(noon.plusSeconds(7)))));
        line.ripenDue(noon.plusSeconds(6));
        assertThat(line.nextRipe()).as("its time was put off").isEmpty();
        line.ripenDue(noon.plusSeconds(7));
        assertThat(line.nextRipe()).map(KeyQueue::virtualKey).contains("a");
    }

    @Test
    void afterARestartEverybodyIsTriedOnce() {
        KeyQueue stored = queue("a", TEAM, 9);
        WaitLine restarted = new WaitLine(List.of(stored));
        assertThat(restarted.nextRipe()).contains(stored);
        assertThat(restarted.nextTicket()).isEqualTo(10);
    }
}
