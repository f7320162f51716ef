package dev.sluice.worker.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.record.AttemptEnd;
import dev.sluice.schemas.record.Billing;
import dev.sluice.schemas.record.EndKind;
import dev.sluice.schemas.record.EndWriter;
import dev.sluice.schemas.record.LaneCondition;
import dev.sluice.schemas.record.NotCalledReason;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What one owner of a partition leaves to the next. */
class SuccessionTest {

    private static final Duration LONG = Duration.ofMinutes(10);

    private final SimWorld world = new SimWorld();

    @Test
    void aNewOwnerContinuesWhereTheBucketsStood() {
        for (int n = 0; n < 9; n++) {
            world.lease(LONG);
        }
        SimWorker first = world.assign();
        first.settle();
        world.pass(Duration.ofMillis(200));
        first.settle();
        first.decide(new LaneEvent.Revoked());
        first.settle();
        for (int n = 0; n < 5; n++) {
            world.lease(LONG);
        }
        world.assign().settle();
        assertThat(world.calls).as("two tokens came in 200 ms").hasSize(11);
    }

    @Test
    void overAnOwnerThatMayStillBeSendingTheBucketsStartEmpty() {
        world.lease(LONG);
        world.assign().settle();
        world.lease(LONG);
        SimWorker next = world.assign();
        next.settle();
        assertThat(world.calls).hasSize(1);
        world.pass(Duration.ofMillis(3_099));
        next.settle();
        assertThat(world.calls).hasSize(1);
        world.pass(Duration.ofMillis(1));
        next.settle();
        assertThat(world.calls).hasSize(2);
    }

    @Test
    void anUnknownEndSaysWhoWroteItAndCarriesTheAttempt() {
        world.lease(LONG);
        SimWorker killed = world.assign();
        killed.settleUntil(() -> !killed.calling.isEmpty());
        world.pass(SimWorld.SESSION);
        world.assign().settle();
        AttemptEnd end = world.outcomes.getFirst();
        assertThat(end)
                .extracting(AttemptEnd::getKind, AttemptEnd::getBilling, AttemptEnd::getWriter)
                .containsExactly(EndKind.UNKNOWN, Billing.BOUND, EndWriter.NEXT_OWNER);
        assertThat(end.getWork()).contains(world.work.getFirst().getAttempt());
        assertThat(end.getProviderKey()).contains("key-a");
    }

    @Test
    void callsOfALeavingOwnerAreFinishedByIt() {
        world.lease(LONG);
        SimWorker leaving = world.assign();
        leaving.settleUntil(() -> !leaving.calling.isEmpty());
        leaving.decide(new LaneEvent.Revoked());
        leaving.settleUntil(() -> leaving.handedOver);
        SimWorker next = world.assign();
        next.settle();
        assertThat(world.outcomes).as("left alone").isEmpty();
        leaving.settle();
        next.settle();
        world.pass(Duration.ofSeconds(1));
        next.settle();
        assertThat(world.outcomes)
                .extracting(AttemptEnd::getKind)
                .containsExactly(EndKind.ANSWERED);
        assertThat(world.done()).isTrue();
        assertThat(leaving.finished).isTrue();
    }

    @Test
    void aStoppingWorkerEndsWhatWaitsAndAnnouncesThatItIsClosed() {
        SimWorker worker = world.assign();
        worker.settle();
        worker.decide(new LaneEvent.Stopping());
        world.lease(LONG);
        worker.settle();
        assertThat(world.calls).isEmpty();
        assertThat(world.outcomes.getFirst().getNotCalled()).contains(NotCalledReason.SHUTDOWN);
        assertThat(world.announcements.getLast().getCondition()).isEqualTo(LaneCondition.DISABLED);
        assertThat(worker.owner.quiet()).isTrue();
    }

    @Test
    void aLaneThatLostItsClaimWithoutNoticeClaimsAnewWhenTheGroupStillBacksIt() {
        SimWorker worker = world.assign();
        worker.settle();
        world.journal.add(
                new SimWorld.Logged(world.now.instant(), Entries.claim("a ghost", Instant.EPOCH)));
        worker.settle();
        assertThat(worker.owner.settled()).isFalse();
        for (int second = 0; second < 8; second++) {
            world.pass(Duration.ofSeconds(1));
            worker.settle();
        }
        world.lease(LONG);
        worker.settle();
        assertThat(worker.owner.settled()).isTrue();
        assertThat(world.calls).hasSize(1);
    }
}
