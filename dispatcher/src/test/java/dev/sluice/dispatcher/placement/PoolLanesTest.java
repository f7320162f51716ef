package dev.sluice.dispatcher.placement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.record.Priority;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PoolLanesTest {

    private final PoolLanes lanes = new PoolLanes(Desk.LANES);

    private Optional<Needs> needs(String pool, String model, String... excluded) {
        return lanes.needs(
                Desk.attempt("1")
                        .setPool(pool)
                        .setModel(model)
                        .setExcludedLanes(List.of(excluded))
                        .build());
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource({
        "'',       '',    nothing is excluded",
        "'b a',    'a b', 'kept in order, so that it is one line whatever order they refused in'",
        "'a x',    'a',   a lane that does not serve the model anyway is left out",
        "'a b c',  '',    where all are excluded none is",
    })
    void excludedLanesAreThoseThatWouldServe(String excluded, String kept, String why) {
        assertThat(needs("sim", "m", excluded.split(" ")))
                .as(why)
                .contains(new Needs("m", kept.isEmpty() ? List.of() : List.of(kept.split(" "))));
    }

    @Test
    void theOnlyLaneOfAModelIsNeverExcluded() {
        assertThat(needs("sim", "n", "c")).contains(new Needs("n", List.of()));
    }

    @Test
    void aModelOrPoolWithoutALaneNeedsWhatIsNotThere() {
        assertThat(needs("sim", "unknown")).isEmpty();
        assertThat(needs("elsewhere", "m")).isEmpty();
    }

    @Test
    void aLineIsServedWhileOneOfItsLanesIsConfigured() {
        Rank rank = new Rank("sim", Priority.STANDARD);
        assertThat(lanes.serves(new LineId(rank, new Needs("m", List.of("a", "b")), "acme")))
                .isTrue();
        assertThat(lanes.serves(new LineId(rank, new Needs("n", List.of("c")), "acme"))).isFalse();
        assertThat(lanes.serves(new LineId(rank, new Needs("gone", List.of()), "acme"))).isFalse();
    }

    @Test
    void aLaneIsKnownInItsOwnPoolOnly() {
        assertThat(lanes.knows("sim", "a")).isTrue();
        assertThat(lanes.knows("elsewhere", "a")).isFalse();
        assertThat(lanes.knows("sim", "z")).isFalse();
    }
}
