package dev.sluice.dispatcher.streams.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testing.Samples;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DueIndexTest {

    private final DueIndex index = new DueIndex(new TreeStore());

    private static Instant second(int seconds) {
        return Samples.NOON.plusSeconds(seconds);
    }

    private void put(int seconds, String id) {
        index.put(second(seconds), StoreKeys.request(id));
    }

    private List<String> due(int seconds) {
        List<String> found = new ArrayList<>();
        Optional<DueIndex.Entry> next = index.firstDue(second(seconds));
        while (next.isPresent()) {
            index.remove(next.get());
            found.add(StoreKeys.text(next.get().subject()));
            next = index.firstDue(second(seconds));
        }
        return found;
    }

    @Test
    void whatIsDueComesInOrderOfTimeAndOnlyOnce() {
        put(3, "c");
        put(1, "a");
        put(2, "b");
        assertThat(due(0)).isEmpty();
        assertThat(due(2)).containsExactly("a", "b");
        assertThat(due(9)).containsExactly("c");
    }

    @Test
    void anEntryOfThePastIsFoundAlsoAfterALaterScan() {
        assertThat(due(10)).isEmpty();
        put(4, "late");
        assertThat(due(10)).containsExactly("late");
    }

    @Test
    void aClockThatGoesBackFindsNothingAndLosesNothing() {
        put(5, "a");
        assertThat(due(4)).isEmpty();
        assertThat(due(1)).isEmpty();
        assertThat(due(5)).containsExactly("a");
    }

    @Test
    void whatWasTakenOutIsNotDue() {
        put(1, "a");
        index.remove(second(1), StoreKeys.request("a"));
        assertThat(due(5)).isEmpty();
    }
}
