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

    private static Needs first(String model, List<String> excluded) {
        return new Needs(model, excluded, Needs.Call.FIRST);
    }

    private static LineId line(Rank rank, Needs needs) {
        return new LineId(rank, needs, "acme", "key");
    }

    private static LaneGroup all(String lane) {
        return new LaneGroup(lane, "*");
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
                .contains(first("m", kept.isEmpty() ? List.of() : List.of(kept.split(" "))));
    }

    @Test
    void theOnlyLaneOfAModelIsNeverExcluded() {
        assertThat(needs("sim", "n", "c")).contains(first("n", List.of()));
    }

    @Test
    void aModelOrPoolWithoutALaneNeedsWhatIsNotThere() {
        assertThat(needs("sim", "unknown")).isEmpty();
        assertThat(needs("elsewhere", "m")).isEmpty();
    }

    @Test
    void aLineIsServedWhileOneOfItsLanesIsConfigured() {
        Rank rank = new Rank("sim", Priority.STANDARD);
        assertThat(lanes.serves(line(rank, first("m", List.of("a", "b"))))).isTrue();
        assertThat(lanes.serves(line(rank, first("n", List.of("c"))))).isFalse();
        assertThat(lanes.serves(line(rank, first("gone", List.of())))).isFalse();
    }

    @Test
    void aLaneIsKnownInItsOwnPoolOnly() {
        assertThat(lanes.knows("sim", all("a"))).isTrue();
        assertThat(lanes.knows("elsewhere", all("a"))).isFalse();
        assertThat(lanes.knows("sim", all("z"))).isFalse();
    }

    @Test
    void aRetryIsAnotherNeed() {
        assertThat(lanes.needs(Desk.attempt("1").setRetry(true).build()))
                .contains(new Needs("m", List.of(), Needs.Call.RETRY));
    }

    @Test
    void groupsOfALaneMayBeInDifferentPools() {
        PoolLanes split = new PoolLanes(List.of(Desk.SPLIT));
        assertThat(split.pools()).containsExactlyInAnyOrder("big", "small");
        assertThat(split.of("big")).extracting(member -> member.group().id()).containsExactly("*");
        assertThat(split.knows("small", new LaneGroup("s", "nano"))).isTrue();
        assertThat(split.knows("big", new LaneGroup("s", "nano"))).isFalse();
        assertThat(split.needs(Desk.attempt("1").setPool("big").setModel("n").build())).isEmpty();
        assertThat(split.needs(Desk.attempt("1").setPool("small").setModel("n").build()))
                .isPresent();
    }

    @Test
    void modelsThatTheSameLanesServeAreOnOneTrack() {
        PoolLanes same = new PoolLanes(List.of(Desk.lane("a", "sim", 1, "m", "n"), Desk.SPLIT));
        assertThat(same.track("sim", "m")).isEqualTo(same.track("sim", "n"));
        assertThat(lanes.track("sim", "m")).isNotEqualTo(lanes.track("sim", "n"));
        assertThat(same.track("small", "n")).isNotEqualTo(same.track("sim", "n"));
        assertThat(same.track("sim", "none").lanes()).isEmpty();
    }
}
