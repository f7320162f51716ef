package dev.sluice.dispatcher.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.schemas.id.AttemptId;
import dev.sluice.schemas.record.Priority;
import dev.sluice.testing.Samples;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How many go before one that waits. Each waiting request has 100 tokens unless said otherwise. */
class RivalsTest {

    private static final long NOON = Samples.NOON.toEpochMilli();

    private final List<Span> spans = new ArrayList<>();

    private static LineId line(Priority priority, String customer, String key, String model) {
        return new LineId(
                new Rank("sim", priority),
                new Needs(model, List.of(), Needs.Call.FIRST),
                customer,
                key);
    }

    private void waits(LineId line, long waiting, long tokensEach, int weight) {
        Place first = new Place(line, NOON, 0, new AttemptId("r", 1));
        spans.add(
                new Span(first, Samples.NOON, waiting, waiting * tokensEach, NOON + 1_000, weight));
    }

    private double before(LineId line, long before, int weight) {
        Place place = new Place(line, NOON + 500, 9, new AttemptId("x", 1));
        return new Rivals(spans, 20).before(new Forecast.Standing(place, before, 100, weight));
    }

    private static final LineId OWN = line(Priority.STANDARD, "acme", "k", "m");

    @Test
    void aloneOnlyThoseBeforeItInItsOwnLine() {
        waits(OWN, 50, 100, 1);
        assertThat(before(OWN, 17, 1)).isEqualTo(17);
    }

    @Test
    void ofAnotherCustomerAsManyTokensByWeightAndNotMoreThanWait() {
        waits(OWN, 50, 100, 1);
        waits(line(Priority.STANDARD, "big", "k", "m"), 1_000, 50, 2);
        waits(line(Priority.STANDARD, "small", "k", "m"), 3, 100, 1);
        // 1,000 tokens with its own: 2,000 of the heavier one, at 50 each; all 3 of the small one
        assertThat(before(OWN, 9, 1)).isEqualTo(9 + 40 + 3);
    }

    @Test
    void ofAnotherKeyOfItsCustomerAsMuchAsOfItsOwn() {
        waits(OWN, 50, 100, 1);
        waits(line(Priority.STANDARD, "acme", "other", "m"), 1_000, 100, 1);
        assertThat(before(OWN, 9, 1)).isEqualTo(9 + 10);
    }

    @Test
    void ofAnotherLineOfItsKeyThoseWithAnEarlierDeadline() {
        waits(OWN, 50, 100, 1);
        waits(line(Priority.STANDARD, "acme", "k", "n"), 10, 100, 1);
        assertThat(before(OWN, 9, 1)).isEqualTo(9 + 5);
    }

    @Test
    void ofHigherClassesAllAsFarAsAgingLetsThemPass() {
        waits(OWN, 50, 100, 1);
        waits(line(Priority.INTERACTIVE, "a", "k", "m"), 30, 100, 1);
        assertThat(before(OWN, 1, 1)).isEqualTo(1 + 30);
        waits(line(Priority.INTERACTIVE, "b", "k", "m"), 10_000, 100, 1);
        assertThat(before(OWN, 1, 1)).isEqualTo(1 + 20 * 2);
    }

    @Test
    void ofLowerClassesWhatAgingGivesThem() {
        waits(OWN, 500, 100, 1);
        waits(line(Priority.BATCH, "a", "k", "m"), 10_000, 100, 1);
        assertThat(before(OWN, 210, 1)).isCloseTo(210 + 10, within(0.001));
    }
}
