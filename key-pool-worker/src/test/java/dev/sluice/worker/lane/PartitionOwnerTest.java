package dev.sluice.worker.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sluice.schemas.record.Attempt;
import dev.sluice.schemas.record.AttemptEnd;
import dev.sluice.schemas.record.Billing;
import dev.sluice.schemas.record.DeadLetter;
import dev.sluice.schemas.record.EndKind;
import dev.sluice.schemas.record.ErrorClass;
import dev.sluice.schemas.record.LaneAnnouncement;
import dev.sluice.schemas.record.LaneCondition;
import dev.sluice.schemas.record.NotCalledReason;
import dev.sluice.schemas.record.Started;
import dev.sluice.schemas.record.Work;
import dev.sluice.testing.Samples;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** One owner on a world in which nothing dies. */
final class PartitionOwnerTest {

    private static final Duration LONG = Duration.ofMinutes(10);

    private final SimWorld world = new SimWorld();

    @Test
    void anAnswerGoesThroughAllSixSteps() {
        world.lease(LONG);
        world.assign().settle();
        AttemptEnd end = world.outcomes.getFirst();
        assertThat(end.getKind()).isEqualTo(EndKind.ANSWERED);
        assertThat(end.getBilling()).isEqualTo(Billing.ACTUAL);
        assertThat(end.getLane()).contains(SimWorld.LANE);
        assertThat(end.getProviderKey()).contains("key-a");
        assertThat(end.getLease()).isEqualTo(1);
        assertThat(end.getStartedAt()).contains(Samples.NOON);
        assertThat(end.getReservation())
                .isEqualTo(world.work.getFirst().getAttempt().getReservation());
        assertThat(end.getWork()).as("no other attempt follows").isEmpty();
        world.pass(Duration.ofSeconds(1));
        world.workers.getFirst().settle();
        assertThat(world.done()).isTrue();
    }

    @Test
    void aBurstLeavesATokenAndTheRestGoesOutAtThePace() {
        for (int n = 0; n < 12; n++) {
            world.lease(LONG);
        }
        SimWorker worker = world.assign();
        worker.settle();
        assertThat(world.calls).hasSize(9);
        world.pass(Duration.ofMillis(99));
        worker.settle();
        assertThat(world.calls).as("not a millisecond early").hasSize(9);
        world.pass(Duration.ofMillis(1));
        worker.settle();
        assertThat(world.calls).hasSize(10);
        assertThat(worker.owner.wakeAt(world.now)).isEqualTo(Duration.ofMillis(200).toNanos());
    }

    @Test
    void aRateLimitCoolsTheLaneAndEndsWhatItHasNotStarted() {
        for (int n = 0; n < 11; n++) {
            world.lease(LONG);
        }
        SimWorker worker = world.assign();
        worker.answer = SimWorker.refusal(ErrorClass.RATE_LIMIT, Duration.ofSeconds(2));
        worker.settle();
        assertThat(world.outcomes)
                .filteredOn(end -> end.getKind() == EndKind.NOT_CALLED)
                .hasSize(2)
                .allSatisfy(end -> {
                    assertThat(end.getNotCalled()).contains(NotCalledReason.COOLING);
                    assertThat(end.getWork()).as("another attempt follows").isPresent();
                });
        assertThat(world.outcomes)
                .filteredOn(end -> end.getKind() == EndKind.REFUSED)
                .hasSize(9)
                .allSatisfy(end -> assertThat(end.getRetryAfterMillis()).contains(2_000L));
        LaneAnnouncement last = world.announcements.getLast();
        assertThat(last.getCondition()).isEqualTo(LaneCondition.COOLING);
        assertThat(last.getUntil()).contains(Samples.NOON.plusSeconds(2));
        assertThat(last.getHeadroomMillis()).isZero();
        world.pass(Duration.ofSeconds(2));
        worker.settle();
        assertThat(world.announcements.getLast().getCondition()).isEqualTo(LaneCondition.AVAILABLE);
    }

    @Test
    void aRefusedKeyDisablesItsLaneUntilItIsTriedAgain() {
        world.lease(LONG);
        SimWorker worker = world.assign();
        worker.answer = SimWorker.refusal(ErrorClass.AUTH, Duration.ZERO);
        worker.settle();
        assertThat(world.announcements.getLast())
                .extracting(LaneAnnouncement::getCondition, a -> a.getReason().orElse(""))
                .containsExactly(LaneCondition.DISABLED, "auth");
        world.pass(Duration.ofMinutes(10));
        worker.settle();
        assertThat(world.announcements.getLast().getCondition()).isEqualTo(LaneCondition.PROBING);
    }

    @Test
    void workWhoseDeadlinePassedIsNotCalled() {
        world.lease(Duration.ZERO);
        world.assign().settle();
        world.pass(Duration.ofSeconds(1));
        world.workers.getFirst().settle();
        assertThat(world.calls).isEmpty();
        assertThat(world.outcomes)
                .extracting(AttemptEnd::getKind, end -> end.getNotCalled().orElseThrow())
                .containsExactly(tuple(EndKind.NOT_CALLED, NotCalledReason.EXPIRED));
        assertThat(world.outcomes.getFirst().getWork()).isEmpty();
    }

    @Test
    void workForALaneThatTheConfigurationDoesNotHaveGoesBack() {
        world.work.add(Work.newBuilder(world.lease(LONG)).setLane("sim/key-gone").build());
        world.work.removeFirst();
        world.assign().settle();
        assertThat(world.outcomes.getFirst().getNotCalled()).contains(NotCalledReason.LANE_GONE);
        assertThat(world.outcomes.getFirst().getWork()).isPresent();
    }

    @Test
    void workForALaneOfANewerConfigurationWaitsForItsDeadline() {
        Work known = world.lease(Duration.ofSeconds(30));
        Attempt newer = Attempt.newBuilder(known.getAttempt()).setConfigVersion(2).build();
        world.work.set(0, Work.newBuilder(known).setAttempt(newer).setLane("sim/key-new").build());
        SimWorker worker = world.assign();
        worker.settle();
        assertThat(world.outcomes).isEmpty();
        world.pass(Duration.ofSeconds(30));
        worker.settle();
        assertThat(world.outcomes.getFirst().getNotCalled()).contains(NotCalledReason.EXPIRED);
    }

    @Test
    void withoutAFreshCommitNoCallIsStarted() {
        SimWorker worker = world.assign();
        worker.settle();
        world.member = Optional.empty(); // the group takes no commit any more
        world.pass(Duration.ofMillis(3_001));
        worker.settle();
        worker.decide(new LaneEvent.Arrived(0, world.lease(LONG)));
        worker.settle();
        assertThat(world.calls).isEmpty();
        assertThat(begun()).isZero();
        worker.decide(new LaneEvent.Committed(world.now.nanos()));
        worker.settle();
        assertThat(world.calls).hasSize(1);
    }

    @Test
    void creditIsAnnouncedAtTheClaimAndWithEachToken() {
        SimWorker worker = world.assign();
        worker.settle();
        LaneAnnouncement first = world.announcements.getFirst();
        assertThat(first)
                .extracting(
                        LaneAnnouncement::getEpoch,
                        LaneAnnouncement::getNumber,
                        LaneAnnouncement::getUpTo,
                        LaneAnnouncement::getHeadroomMillis)
                .containsExactly(0L, 1L, 11L, 9_000L);
        for (int n = 0; n < 11; n++) {
            world.lease(LONG);
        }
        worker.settle();
        world.pass(Duration.ofMillis(100));
        worker.settle();
        assertThat(world.announcements.getLast().getUpTo()).isEqualTo(12);
    }

    @Test
    void aRecordThatIsNoWorkBecomesADeadLetterAndThePartitionGoesOn() {
        SimWorker worker = world.assign();
        worker.settle();
        world.lease(LONG);
        worker.workRead = 1;
        DeadLetter letter =
                DeadLetter.newBuilder()
                        .setStage("worker")
                        .setTopic("inference.work")
                        .setPartition(0)
                        .setOffset(0)
                        .setRecordedAt(Samples.NOON)
                        .setReason("undecodable")
                        .setDetail("")
                        .setAt(Samples.NOON)
                        .build();
        worker.decide(new LaneEvent.Unreadable(0, letter));
        assertThat(worker.actions).contains(new LaneAction.PublishLetter(0, letter));
        worker.settle();
        world.pass(Duration.ofSeconds(1));
        worker.settle();
        assertThat(world.committed).isEqualTo(1);
    }

    @Test
    void anEndThatIsTooLargeIsGivenWithoutItsBody() {
        world.lease(LONG);
        SimWorker worker = world.assign();
        worker.settleUntil(() -> worker.inbox.contains(new LaneEvent.EndWritten(0)));
        worker.inbox.clear();
        worker.inbox.add(new LaneEvent.EndTooLarge(0));
        worker.settle();
        assertThat(world.outcomes.getLast())
                .extracting(AttemptEnd::getKind, end -> end.getErrorClass().orElseThrow())
                .containsExactly(EndKind.FAILED, ErrorClass.RESPONSE_TOO_LARGE);
    }

    @Test
    void tooMuchOpenWorkPausesReading() {
        SimWorker worker = new SimWorker(world, new Assignment("small", 0, 0, world.anchor()), 3);
        world.workers.add(worker);
        world.member = Optional.of(worker);
        for (int n = 0; n < 20; n++) {
            world.lease(LONG);
        }
        worker.settle();
        assertThat(worker.paused).isTrue();
        assertThat(worker.workRead).as("one above the bound, and no more").isLessThan(20);
        for (int second = 0; second < 3; second++) {
            world.pass(Duration.ofSeconds(1));
            worker.settle();
        }
        assertThat(worker.paused).isFalse();
        assertThat(world.calls).hasSize(20);
    }

    private long begun() {
        return world.journal.stream()
                .filter(logged -> logged.entry().getEvent() instanceof Started)
                .count();
    }
}
