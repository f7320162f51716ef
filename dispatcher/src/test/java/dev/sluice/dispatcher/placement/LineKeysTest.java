package dev.sluice.dispatcher.placement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.id.AttemptId;
import dev.sluice.schemas.record.Priority;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineKeysTest {

    private static final LineId LINE = line("acme");

    private static LineId line(String customer) {
        return new LineId(
                new Rank("sim", Priority.BATCH),
                new Needs("m", List.of("a", "ü/b"), Needs.Call.RETRY),
                customer,
                "key");
    }

    private static Place place(LineId line, long deadline, long arrival) {
        return new Place(line, deadline, arrival, new AttemptId("topic.0." + arrival, 3));
    }

    @Test
    void whatIsWrittenIsReadBack() {
        Place place = place(LINE, 1_767_268_800_000L, 42);
        assertThat(LineKeys.readPlace(LineKeys.place(place))).isEqualTo(place);
        assertThat(LineKeys.readServed(LineKeys.served(LINE.rank(), "acme")))
                .isEqualTo(new LineKeys.Served(LINE.rank(), "acme"));
    }

    @Test
    void keysOfALineSortAsItsPlaces() {
        List<Place> sorted =
                List.of(
                        place(LINE, 1, 9),
                        place(LINE, 2, 5),
                        place(LINE, 2, 6),
                        new Place(LINE, 2, 6, new AttemptId("topic.0.77", 1)),
                        place(LINE, 300, 0));
        List<Place> byKey =
                sorted.reversed().stream()
                        .map(LineKeys::place)
                        .sorted(Arrays::compareUnsigned)
                        .map(LineKeys::readPlace)
                        .toList();
        assertThat(byKey).isEqualTo(sorted);
        assertThat(sorted.reversed().stream().sorted().toList()).isEqualTo(sorted);
        assertThat(Collections.min(sorted)).isEqualTo(sorted.getFirst());
    }

    @Test
    void aCustomerWhoseNameBeginsWithAnothersIsNotInItsLine() {
        byte[] begin = LineKeys.places(LINE);
        byte[] end = LineKeys.after(begin);
        byte[] other = LineKeys.place(place(line("acme2"), 1, 1));
        assertThat(
                        Arrays.compareUnsigned(other, begin) >= 0
                                && Arrays.compareUnsigned(other, end) < 0)
                .isFalse();
    }

    @Test
    void theKeyAfterAPrefixIsAfterAllThatBeginWithIt() {
        assertThat(LineKeys.after(new byte[] {'p', 1})).containsExactly('p', 2);
        assertThat(LineKeys.after(new byte[] {'p', (byte) 0xFF, (byte) 0xFF})).containsExactly('q');
        assertThat(LineKeys.behind(new byte[] {'p'})).containsExactly('p', 0);
    }
}
