package dev.sluice.worker.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.record.Declined;
import dev.sluice.schemas.record.EndKind;
import dev.sluice.schemas.record.Started;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * An owner dies, freezes, or is sent away between any two of the six steps of a call, and so does
 * its successor: never two calls for one attempt, never a lost end, every call charged.
 */
final class CrashMatrixTest {

    /** How far the newest owner got with the attempt. */
    enum Point {
        NOTHING,
        DECIDED,
        BEGUN,
        READ_BACK,
        CALLED,
        ANSWERED,
        END_WRITTEN,
        ENDED_WRITTEN,
        COMMITTED;

        /** A successor may have to wait for its buckets first. */
        void reach(SimWorker worker) {
            if (!worker.settleUntil(() -> reached(worker))) {
                worker.world.pass(Duration.ofSeconds(4));
                worker.settleUntil(() -> reached(worker));
            }
        }

        private boolean reached(SimWorker worker) {
            return switch (this) {
                case NOTHING -> true;
                case DECIDED -> worker.actions.stream().anyMatch(Point::begins);
                case BEGUN -> worker.world.journal.stream().anyMatch(Point::begins);
                case READ_BACK -> worker.actions.stream().anyMatch(Point::followsReadBack);
                case CALLED -> !worker.calling.isEmpty();
                case ANSWERED -> worker.inbox.stream().anyMatch(LaneEvent.Called.class::isInstance);
                case END_WRITTEN -> worker.inbox.contains(new LaneEvent.EndWritten(0));
                case ENDED_WRITTEN -> worker.inbox.contains(new LaneEvent.EndedWritten(0));
                case COMMITTED -> worker.world.done();
            };
        }

        private static boolean begins(SimWorld.Logged logged) {
            Object event = logged.entry().getEvent();
            return event instanceof Started || event instanceof Declined;
        }

        private static boolean begins(LaneAction action) {
            return action instanceof LaneAction.Append append
                    && (append.entry().getEvent() instanceof Started
                            || append.entry().getEvent() instanceof Declined);
        }

        private static boolean followsReadBack(LaneAction action) {
            return action instanceof LaneAction.Call || action instanceof LaneAction.PublishEnd;
        }
    }

    /** What becomes of an owner at that point. */
    enum Fate {
        /** The process is gone. */
        KILLED,
        /** Stopped, and woken when the successor has claimed. */
        ZOMBIE_WOKEN_AT_CLAIM,
        /** Stopped, and woken when the successor is where its own fate awaits it. */
        ZOMBIE_WOKEN_MIDWAY,
        /** Stopped, and told when it wakes that the successor has nothing left to do. */
        ZOMBIE_WOKEN_LATE,
        /** Sent away in an orderly way; finishes what it has begun. */
        REVOKED,
        /** Sent away, and killed before what it has begun is finished. */
        REVOKED_THEN_KILLED
    }

    static Stream<Arguments> fates() {
        return pairs(Fate.KILLED, Fate.ZOMBIE_WOKEN_LATE, Fate.REVOKED);
    }

    static Stream<Arguments> fatesThenKill() {
        return pairs(Fate.KILLED);
    }

    private static Stream<Arguments> pairs(Fate... ofSecond) {
        List<Arguments> all = new ArrayList<>();
        for (Fate first : Fate.values()) {
            for (Point at : Point.values()) {
                for (Fate second : ofSecond) {
                    for (Point then : Point.values()) {
                        all.add(Arguments.of(first, at, second, then));
                    }
                }
            }
        }
        return all.stream();
    }

    @ParameterizedTest(name = "first {0} at {1}, second {2} at {3}")
    @MethodSource("fates")
    void noTwoCallsNoLostEndEveryCallCharged(Fate first, Point at, Fate second, Point then) {
        SimWorld world = new SimWorld();
        world.lease(Duration.ofMinutes(10));

        live(world.assign(), first, at, second, then);

        Invariants.check(world);
    }

    @ParameterizedTest(name = "first {0} at {1} while it shuts down, second {2} at {3}")
    @MethodSource("fatesThenKill")
    void whatIsNotCalledIsDeclinedBeforeItsEnd(Fate first, Point at, Fate second, Point then) {
        SimWorld world = new SimWorld();
        world.lease(Duration.ofMinutes(10));
        SimWorker stopping = world.assign();
        stopping.decide(new LaneEvent.Stopping());

        live(stopping, first, at, second, then);

        Invariants.check(world);
    }

    @ParameterizedTest(name = "first {0} at {1}, second {2} at {3}, the deadline passes between")
    @MethodSource("fatesThenKill")
    void aDeadlineThatPassesMeanwhileChangesNothing(Fate first, Point at, Fate second, Point then) {
        SimWorld world = new SimWorld();
        world.lease(Duration.ofSeconds(7));

        live(world.assign(), first, at, second, then);

        Invariants.check(world);
        assertThat(world.outcomes).extracting(end -> end.getKind()).doesNotContain(EndKind.FAILED);
    }

    private static void live(SimWorker first, Fate fate, Point at, Fate second, Point then) {
        SimWorld world = first.world;
        at.reach(first);
        meet(first, fate);
        SimWorker successor = world.assign();
        then.reach(successor);
        if (fate == Fate.ZOMBIE_WOKEN_MIDWAY) {
            wake(first);
        }
        meet(successor, second);
        finish(world);
    }

    private static void meet(SimWorker worker, Fate fate) {
        SimWorld world = worker.world;
        switch (fate) {
            case KILLED, ZOMBIE_WOKEN_MIDWAY -> world.pass(SimWorld.SESSION);
            case ZOMBIE_WOKEN_AT_CLAIM -> {
                world.pass(SimWorld.SESSION);
                SimWorker successor = world.assign();
                successor.settleUntil(successor.owner::settled);
                wake(worker);
                successor.settle();
            }
            case ZOMBIE_WOKEN_LATE -> {
                world.pass(SimWorld.SESSION);
                SimWorker successor = world.assign();
                successor.settle();
                world.pass(Duration.ofSeconds(4));
                successor.settle();
                worker.decide(new LaneEvent.Lost());
                worker.settle();
                assertThat(worker.finished).as("a zombie comes to its end").isTrue();
            }
            case REVOKED -> {
                revoke(worker);
                worker.settle();
            }
            case REVOKED_THEN_KILLED -> revoke(worker);
        }
    }

    /** It goes on where it stood, and learns only later that the partition is another's. */
    private static void wake(SimWorker zombie) {
        zombie.settle();
        zombie.decide(new LaneEvent.Lost());
        zombie.settle();
        assertThat(zombie.finished).as("a zombie comes to its end").isTrue();
    }

    private static void revoke(SimWorker worker) {
        while (worker.act()) {}
        worker.decide(new LaneEvent.Revoked());
        worker.settleUntil(() -> worker.handedOver);
        assertThat(worker.handedOver).as("the group does not wait for calls").isTrue();
    }

    /** A last owner that lives; time passes until farewells of others are over. */
    private static void finish(SimWorld world) {
        SimWorker last = world.assign();
        for (int minute = 0; minute < 15 && !world.done(); minute++) {
            last.settle();
            world.pass(Duration.ofSeconds(4));
            last.settle();
            world.pass(Duration.ofSeconds(56));
            last.settle();
        }
    }
}
