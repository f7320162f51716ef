package dev.sluice.dispatcher.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import dev.sluice.config.Lane;
import dev.sluice.schemas.record.Work;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AffinityTest {

    private static Desk desk(Lane... lanes) {
        Desk desk = new Desk(List.of(lanes));
        for (Lane lane : lanes) {
            desk.announce(lane.id(), 100_000);
        }
        return desk;
    }

    private static Lane lane(String id, int weight) {
        return Desk.lane(id, "sim", weight, "m");
    }

    private static Map<String, String> lanesByWorkflow(Desk desk) {
        Map<String, String> lanes = new HashMap<>();
        for (Work work : desk.work) {
            lanes.put(work.getAttempt().getAffinity().orElseThrow(), work.getLane());
        }
        return lanes;
    }

    private static void arrive(Desk desk, int workflows) {
        for (int n = 0; n < workflows; n++) {
            desk.arrive(Desk.attempt("r" + desk.work.size()).setAffinity("w" + n));
        }
    }

    @Test
    void theRequestsOfAWorkflowKeepToOneLaneThoughAnotherHasMoreRoom() {
        Desk desk = desk(lane("a", 1), lane("b", 1), lane("c", 1));
        for (int n = 0; n < 30; n++) {
            desk.arrive(Desk.attempt("" + n).setAffinity("w"));
        }
        assertThat(desk.lanesLeased()).hasSize(30).containsOnly(desk.work.getFirst().getLane());
    }

    @Test
    void workflowsAreSpreadByWeight() {
        Desk desk = desk(lane("a", 1), lane("b", 3));
        arrive(desk, 8_000);
        long b = desk.lanesLeased().stream().filter("b"::equals).count();
        assertThat(b).isCloseTo(6_000, withPercentage(5));
    }

    @Test
    void aRestartChoosesTheSame() {
        Desk desk = desk(lane("a", 1), lane("b", 1), lane("c", 1));
        arrive(desk, 100);
        Map<String, String> before = lanesByWorkflow(desk);
        desk.restart();
        arrive(desk, 100);
        assertThat(lanesByWorkflow(desk)).isEqualTo(before);
    }

    @Test
    void aLaneWithoutCreditLosesItsOwnWorkflowsOnlyAndHasThemBackAfter() {
        Desk desk = desk(lane("a", 1), lane("b", 1), lane("c", 1));
        arrive(desk, 300);
        Map<String, String> before = lanesByWorkflow(desk);
        desk.announce(desk.announcement("b", 0).build());
        arrive(desk, 300);
        Map<String, String> without = lanesByWorkflow(desk);
        assertThat(without).doesNotContainValue("b");
        before.forEach((workflow, lane) -> {
            if (!lane.equals("b")) {
                assertThat(without).containsEntry(workflow, lane);
            }
        });
        desk.announce("b", 100_000);
        arrive(desk, 300);
        assertThat(lanesByWorkflow(desk)).isEqualTo(before);
    }

    @Test
    void noCreditStaysIdleForItsSake() {
        Desk desk = new Desk(List.of(lane("a", 1), lane("b", 1)));
        desk.announce("a", 10);
        desk.announce("b", 10);
        for (int n = 0; n < 20; n++) {
            desk.arrive(Desk.attempt("" + n).setAffinity("w"));
        }
        assertThat(desk.work).hasSize(20);
    }
}
