package dev.sluice.dispatcher.streams.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testing.Samples;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    /** Puts, removals and looks in any order, against a list of all; also with little memory. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 8, 1_000})
    void atMostSoManyInMemoryAndNoneIsForgotten(int keptMax) {
        Random random = new Random(keptMax);
        TreeStore store = new TreeStore();
        DueIndex bounded = new DueIndex(store, keptMax);
        TreeMap<String, Integer> expected = new TreeMap<>();
        int now = 0;
        for (int n = 0; n < 5_000; n++) {
            switch (random.nextInt(5)) {
                case 0, 1 -> {
                    int at = Math.max(0, now + random.nextInt(-3, 60));
                    String id = "r" + n;
                    bounded.put(second(at), StoreKeys.request(id));
                    expected.put(id, at);
                }
                case 2 -> {
                    if (!expected.isEmpty()) {
                        Map.Entry<String, Integer> any = expected.firstEntry();
                        expected.remove(any.getKey());
                        bounded.remove(second(any.getValue()), StoreKeys.request(any.getKey()));
                    }
                }
                case 3 -> now += random.nextInt(3);
                default -> {
                    Optional<DueIndex.Entry> first = bounded.firstDue(second(now));
                    int earliest =
                            expected.values().stream()
                                    .min(Comparator.naturalOrder())
                                    .orElse(now + 1);
                    assertThat(first.isPresent()).isEqualTo(earliest <= now);
                    if (first.isPresent()) {
                        String id = StoreKeys.text(first.get().subject());
                        assertThat(expected.remove(id)).isEqualTo(earliest);
                        bounded.remove(first.get());
                    }
                }
            }
            if (n % 500 == 499) {
                bounded = new DueIndex(store, keptMax); // the task began anew
            }
        }
    }
}
