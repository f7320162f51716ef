package dev.sluice.dispatcher.placement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.record.LaneCondition;
import dev.sluice.testing.Samples;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LaneCandidateTest {

    private static LaneCandidate lane(
            String id, int weight, long headroomMillis, long leases, long leasesSince) {
        return new LaneCandidate(
                Desk.member(id, weight),
                new LaneState(
                        new LaneGroup(id, "*"),
                        5,
                        1,
                        100,
                        leases,
                        leasesSince,
                        headroomMillis,
                        LaneCondition.AVAILABLE,
                        Optional.empty(),
                        Samples.NOON,
                        Map.of("broken", Samples.NOON.plusSeconds(5)),
                        OptionalLong.empty(),
                        false));
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
        assertThat(LaneCandidate.roomiest(Stream.of(b, a)).orElseThrow().state().group().lane())
                .as(what)
                .isEqualTo(chosen);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "the model it has,               m,      '', 0, true",
        "a model it has not,             n,      '', 0, false",
        "it is excluded,                 m,      a,  0, false",
        "another is excluded,            m,      b,  0, true",
        "its breaker is open,            broken, '', 4, false",
        "its breaker lets probes through,broken, '', 5, true",
    })
    void aLaneServes(String what, String model, String excluded, long second, boolean serves) {
        Needs needs =
                new Needs(
                        model,
                        excluded.isEmpty() ? List.of() : List.of(excluded),
                        Needs.Call.FIRST);
        assertThat(lane("a", 1, 0, 0, 0).serves(needs, Samples.NOON.plusSeconds(second)))
                .as(what)
                .isEqualTo(serves);
    }
}
