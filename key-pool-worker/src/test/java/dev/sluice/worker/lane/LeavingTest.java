package dev.sluice.worker.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.record.AttemptEnd;
import dev.sluice.schemas.record.LaneCondition;
import dev.sluice.schemas.record.NotCalledReason;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an owner leaves behind for the next ownership of its partition in the same worker. */
final class LeavingTest {

    private static final Duration LONG = Duration.ofMinutes(10);

    private final SimWorld world = new SimWorld();

    @ParameterizedTest
    @ValueSource(strings = {"revoked", "lost"})
    void whoLeavesEndsItsPause(String how) {
        SimWorker worker = new SimWorker(world, new Assignment("small", 0, 0, world.anchor()), 3);
        world.workers.add(worker);
        world.member = Optional.of(worker);
        for (int n = 0; n < 20; n++) {
            world.lease(LONG);
        }
        worker.settle();
        assertThat(worker.paused).isTrue();
        world.member = Optional.empty();
        worker.decide(how.equals("lost") ? new LaneEvent.Lost() : new LaneEvent.Revoked());
        worker.settle();
        assertThat(worker.paused).isFalse();
    }

    @Test
    void aLaneThatStoppedDoesNotOpenAgainWhenTheDrainIsOver() {
        SimWorker worker = world.assign();
        worker.settle();
        worker.decide(new LaneEvent.Stopping());
        worker.settle();
        world.pass(world.config.config().worker().drain().plusSeconds(1));
        worker.settle();
        world.lease(LONG);
        worker.settle();
        assertThat(world.calls).isEmpty();
        assertThat(world.outcomes)
                .extracting(AttemptEnd::getNotCalled)
                .containsExactly(Optional.of(NotCalledReason.SHUTDOWN));
        assertThat(world.announcements.getLast().getCondition()).isEqualTo(LaneCondition.DISABLED);
    }
}
