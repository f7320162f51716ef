package dev.sluice.dispatcher.placement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.record.LaneCondition;
import dev.sluice.testing.Samples;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LaneCandidateTest {

    private static final Needs ANY = new Needs("m", List.of());

    private static LaneCandidate lane(
            String id, int weight, long headroomMillis, long leases, long leasesSince) {
        return new LaneCandidate(
                Desk.lane(id, "sim", weight, "m"),
                new LaneState(
                        LaneGroup.of(id),
                        5,
                        1,
                        100,
                        leases,
                        leasesSince,
                        headroomMillis,
                        LaneCondition.AVAILABLE,
                        Optional.empty(),
                        Samples.NOON));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        // what, then weight, headroom, leases and leases since of lanes a and b
        "most headroom,                        1, 2000, 0, 0, 1, 3000, 0, 0, b",
        "headroom by weight,                   2, 2000, 0, 0, 1, 3000, 0, 0, a",
        "what was sent since counts against,   1, 5000, 3, 3, 1, 3000, 0, 0, b",
        "behind: the one that is less behind,  1, 0, 2, 2, 1, 0, 1, 1, b",
        "behind: a heavier one is less behind, 4, 0, 2, 2, 1, 0, 1, 1, a",
        "same: the one that was sent less,     1, 2000, 9, 0, 1, 2000, 8, 0, b",
        "same: the id,                         1, 2000, 8, 0, 1, 2000, 8, 0, a",
    })
    void theLaneWithMostRoomIsChosen(
            String what,
            int weightA,
            long headroomA,
            long leasesA,
            long sinceA,
            int weightB,
            long headroomB,
            long leasesB,
            long sinceB,
            String chosen) {
        LaneCandidate a = lane("a", weightA, headroomA, leasesA, sinceA);
        LaneCandidate b = lane("b", weightB, headroomB, leasesB, sinceB);
        assertThat(LaneCandidate.select(List.of(b, a), ANY).orElseThrow().lane().id())
                .as(what)
                .isEqualTo(chosen);
    }

    @Test
    void anExcludedLaneOrOneWithoutTheModelIsNotChosen() {
        LaneCandidate a = lane("a", 1, 9000, 0, 0);
        LaneCandidate b = lane("b", 1, 1000, 0, 0);
        Needs notA = new Needs("m", List.of("a"));
        assertThat(LaneCandidate.select(List.of(a, b), notA)).contains(b);
        assertThat(LaneCandidate.select(List.of(a), notA)).isEmpty();
        assertThat(LaneCandidate.select(List.of(a, b), new Needs("n", List.of()))).isEmpty();
    }
}
