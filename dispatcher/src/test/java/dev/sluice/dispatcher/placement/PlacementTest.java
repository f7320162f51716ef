package dev.sluice.dispatcher.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.config.Lane;
import dev.sluice.schemas.record.AttemptEnd;
import dev.sluice.schemas.record.Billing;
import dev.sluice.schemas.record.EndKind;
import dev.sluice.schemas.record.EndWriter;
import dev.sluice.schemas.record.LaneCondition;
import dev.sluice.schemas.record.NotCalledReason;
import dev.sluice.schemas.record.Work;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlacementTest {

    private final Desk desk = new Desk();

    private NotCalledReason onlyReason() {
        assertThat(desk.ends).hasSize(1);
        return desk.ends.getFirst().getNotCalled().orElseThrow();
    }

    @Test
    void anAttemptThatComesWhileALaneHasCreditGoesRightThroughAndTouchesNoLine() {
        desk.announce("a", 1);
        desk.arrive(Desk.attempt("1"));
        Work work = desk.work.getFirst();
        assertThat(work.getLane()).isEqualTo("a");
        assertThat(work.getLease()).isEqualTo(1);
        assertThat(work.getEpoch()).isEqualTo(5);
        assertThat(work.getLeasedAt()).isEqualTo(desk.now);
        assertThat(work.getAttempt()).isEqualTo(Desk.attempt("1").build());
        assertThat(desk.store.count('q') + desk.store.count('w')).isZero();
    }

    @Test
    void withoutCreditAnAttemptWaitsForAnAnnouncement() {
        desk.arrive(Desk.attempt("1"));
        desk.arrive(Desk.attempt("2"));
        assertThat(desk.work).isEmpty();
        desk.announce("a", 1);
        assertThat(desk.leased()).containsExactly("1");
        desk.announce("a", 2);
        assertThat(desk.leased()).containsExactly("1", "2");
        assertThat(desk.work).extracting(Work::getLease).containsExactly(1L, 2L);
    }

    @Test
    void lanesThatAnnounceTheSameTakeTurns() {
        desk.announce("a", 2);
        desk.announce("b", 2);
        desk.announce("c", 2);
        for (int n = 0; n < 6; n++) {
            desk.arrive(Desk.attempt("" + n));
        }
        assertThat(desk.lanesLeased()).containsExactly("a", "b", "c", "a", "b", "c");
    }

    @Test
    void anOldAnnouncementGivesNothing() {
        var old = desk.announcement("a", 100).build();
        desk.announce("a", 0);
        desk.announce(old);
        desk.arrive(Desk.attempt("1"));
        assertThat(desk.work).isEmpty();
    }

    @Test
    void aLaneThatTheConfigurationDoesNotKnowIsIgnored() {
        desk.announce("unknown", 9);
        desk.announce(desk.announcement("a", 9).setPool("elsewhere").build());
        desk.arrive(Desk.attempt("1"));
        assertThat(desk.work).isEmpty();
        assertThat(desk.store.count('l')).isZero();
    }

    @Test
    void creditOfAnotherModelGroupIsNotCreditForAllModels() {
        desk.announce(desk.announcement("a", 9).setModelGroup("mini").build());
        desk.arrive(Desk.attempt("1"));
        assertThat(desk.work).isEmpty();
    }

    @Test
    void anAttemptThatStandsInTheLineIsNotTakenTwice() {
        desk.arrive(Desk.attempt("1"));
        desk.arrive(Desk.attempt("1"));
        desk.announce("a", 9);
        assertThat(desk.leased()).containsExactly("1");
    }

    @Test
    void aWithdrawnAttemptEndsAndIsNotLeased() {
        desk.arrive(Desk.attempt("1"));
        desk.arrive(Desk.attempt("2"));
        desk.withdraw("1");
        desk.announce("a", 9);
        assertThat(desk.leased()).containsExactly("2");
        AttemptEnd end = desk.ends.getFirst();
        assertThat(end.getRequestId()).isEqualTo("1");
        assertThat(end.getNotCalled()).contains(NotCalledReason.WITHDRAWN);
        assertThat(end.getKind()).isEqualTo(EndKind.NOT_CALLED);
        assertThat(end.getBilling()).isEqualTo(Billing.NONE);
        assertThat(end.getWriter()).isEqualTo(EndWriter.PLACEMENT);
        assertThat(end.getReservation()).isEqualTo(Desk.attempt("1").getReservation());
        assertThat(end.getWork()).isEmpty();
        assertThat(end.getConfigVersion()).isEqualTo(7);
    }

    @Test
    void aWithdrawalOfOneThatIsNoLongerInTheLineDoesNothing() {
        desk.announce("a", 9);
        desk.arrive(Desk.attempt("1"));
        desk.withdraw("1");
        desk.withdraw("never seen");
        assertThat(desk.ends).isEmpty();
    }

    @Test
    void anAttemptWhoseDeadlinePassesEnds() {
        desk.arrive(Desk.attempt("1"));
        desk.pass(Duration.ofSeconds(59));
        desk.tick();
        assertThat(desk.ends).isEmpty();
        desk.pass(Duration.ofSeconds(1));
        desk.tick();
        assertThat(onlyReason()).isEqualTo(NotCalledReason.EXPIRED);
        assertThat(desk.ends.getFirst().getWork()).isEmpty();
    }

    @Test
    void creditThatComesAfterTheDeadlineIsNotSpentOnIt() {
        desk.arrive(Desk.attempt("1"));
        desk.arrive(Desk.attempt("2").setDeadline(desk.now.plusSeconds(90)));
        desk.pass(Duration.ofSeconds(60));
        desk.announce("a", 1);
        assertThat(desk.leased()).containsExactly("2");
        desk.tick();
        assertThat(onlyReason()).isEqualTo(NotCalledReason.EXPIRED);
        assertThat(desk.leased()).containsExactly("2");
    }

    @Test
    void anAttemptThatComesAfterItsDeadlineEndsAtOnce() {
        desk.announce("a", 1);
        desk.arrive(Desk.attempt("1").setDeadline(desk.now));
        assertThat(onlyReason()).isEqualTo(NotCalledReason.EXPIRED);
        assertThat(desk.work).isEmpty();
    }

    @Test
    void aModelThatNoLaneServesEndsWithItsWorkForAnotherAttempt() {
        desk.arrive(Desk.attempt("1").setModel("unknown"));
        assertThat(onlyReason()).isEqualTo(NotCalledReason.LANE_GONE);
        assertThat(desk.ends.getFirst().getWork())
                .contains(Desk.attempt("1").setModel("unknown").build());
    }

    @Test
    void excludedLanesAreLeftOutWhileAnotherThatServesTheModelWorks() {
        desk.announce("a", 9);
        desk.announce("b", 0);
        desk.arrive(Desk.attempt("1").setExcludedLanes(List.of("a")));
        assertThat(desk.work).isEmpty();
        desk.arrive(Desk.attempt("2"));
        desk.announce("b", 1);
        assertThat(desk.leased()).containsExactly("2", "1");
        assertThat(desk.lanesLeased()).containsExactly("a", "b");
    }

    @Test
    void anExcludedLaneComesIntoQuestionWhenAllOthersAreDisabledOrSilent() {
        desk.announce("a", 9);
        desk.announce("b", 0);
        desk.arrive(Desk.attempt("1").setExcludedLanes(List.of("a")));
        assertThat(desk.work).isEmpty();
        desk.announce(
                desk.announcement("b", 0)
                        .setCondition(LaneCondition.DISABLED)
                        .setReason("auth")
                        .build());
        desk.tick();
        assertThat(desk.lanesLeased()).containsExactly("a");
    }

    @Test
    void whereEveryLaneIsExcludedTheFirstWithCreditIsTaken() {
        desk.arrive(Desk.attempt("1").setExcludedLanes(List.of("a", "b", "c")));
        desk.announce("b", 1);
        assertThat(desk.lanesLeased()).containsExactly("b");
    }

    @Test
    void aModelOfOneLaneDoesNotHoldUpTheOthers() {
        for (int n = 0; n < 100; n++) {
            desk.arrive(Desk.attempt("n" + n).setModel("n"));
        }
        desk.arrive(Desk.attempt("m"));
        desk.announce("a", 9);
        assertThat(desk.leased()).containsExactly("m");
        desk.announce("c", 2);
        assertThat(desk.leased()).containsExactly("m", "n0", "n1");
    }

    @Test
    void anotherEpochCountsLeasesFromOne() {
        desk.announce("a", 2);
        desk.arrive(Desk.attempt("1"));
        desk.arrive(Desk.attempt("2"));
        desk.announce(desk.announcement("a", 1).setEpoch(6).build());
        desk.arrive(Desk.attempt("3"));
        assertThat(desk.work).extracting(Work::getLease).containsExactly(1L, 2L, 1L);
        assertThat(desk.work.getLast().getEpoch()).isEqualTo(6);
    }

    @Test
    void aCooldownThatEndsNeedsNoAnnouncement() {
        desk.announce(
                desk.announcement("a", 1)
                        .setCondition(LaneCondition.COOLING)
                        .setUntil(desk.now.plusSeconds(2))
                        .build());
        desk.arrive(Desk.attempt("1"));
        desk.tick();
        assertThat(desk.work).isEmpty();
        desk.pass(Duration.ofSeconds(2));
        desk.tick();
        assertThat(desk.leased()).containsExactly("1");
    }

    @Test
    void oneEventLetsABoundedNumberGoAndTheTickTheRest() {
        int waiting = Placement.LEAVE_PER_EVENT_MAX + 10;
        for (int n = 0; n < waiting; n++) {
            desk.arrive(Desk.attempt("" + n));
        }
        desk.announce("a", 1_000);
        assertThat(desk.work).hasSize(Placement.LEAVE_PER_EVENT_MAX);
        desk.tick(3);
        assertThat(desk.work).hasSize(Placement.LEAVE_PER_EVENT_MAX + 3);
        desk.tick();
        assertThat(desk.work).hasSize(waiting);
    }

    @Test
    void aTickGivesEachPoolItsTurn() {
        List<Lane> two = List.of(Desk.lane("a", "sim", 1, "m"), Desk.lane("z", "zen", 1, "m"));
        Desk pools = new Desk(two);
        for (int n = 0; n < 200; n++) {
            pools.arrive(Desk.attempt("s" + n));
            pools.arrive(Desk.attempt("z" + n).setPool("zen"));
        }
        pools.announce("a", 1_000);
        pools.announce(pools.announcement("z", 1_000).setPool("zen").build());
        int before = pools.work.size();
        pools.tick(10);
        assertThat(pools.lanesLeased().subList(before, before + 20))
                .containsOnly("a", "z")
                .filteredOn("a"::equals)
                .hasSize(10);
    }

    @Test
    void anAttemptThatMakesNoSenseIsRefusedBeforeAnythingChanges() {
        var nonsense = new PlacementEvent.Arrived(Desk.attempt("1").setAttempt(0).build(), 0);
        assertThatThrownBy(() -> desk.decide(nonsense))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(desk.store.count('q')).isZero();
    }

    @Test
    void howManyWaitDoesNotChangeWhatEnteringAndLeavingCost() {
        for (int n = 0; n < 10_000; n++) {
            desk.arrive(Desk.attempt("" + n));
        }
        desk.store.takeOperations();
        desk.arrive(Desk.attempt("one more"));
        assertThat(desk.store.takeOperations()).isLessThanOrEqualTo(6);
        desk.announce("a", 0);
        desk.store.takeOperations();
        desk.announce("a", 1);
        assertThat(desk.work).hasSize(1);
        assertThat(desk.store.takeOperations()).isLessThanOrEqualTo(10);
    }
}
