package dev.sluice.worker.lane;

import dev.sluice.schemas.record.ErrorClass;
import dev.sluice.schemas.record.KeyAction;
import dev.sluice.worker.provider.CallOutcome;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Owners come, freeze, wake, leave and die at random, with several attempts on their way. */
final class CrashSeedsTest {

    private static final int SEEDS = 1_000;
    private static final int MOVES = 400;

    static LongStream seeds() {
        return LongStream.range(0, SEEDS);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void invariantsHold(long seed) {
        Random random = new Random(seed);
        SimWorld world = new SimWorld();
        world.assign();
        for (int i = 0; i < MOVES; i++) {
            move(world, random);
        }
        finish(world);
        Invariants.check(world);
    }

    private static void move(SimWorld world, Random random) {
        List<SimWorker> alive = world.workers;
        int dice = random.nextInt(100);
        if (dice < 6 && world.work.size() < 12) {
            world.lease(Duration.ofSeconds(1 + random.nextInt(60)));
        } else if (dice < 7) {
            world.assign();
        } else if (dice < 8) {
            world.member.ifPresent(worker -> leave(world, worker));
        } else if (dice < 9) {
            world.workers.get(random.nextInt(alive.size())).decide(new LaneEvent.Stopping());
        } else if (dice < 10) {
            order(world, random);
        } else if (dice < 18) {
            world.pass(Duration.ofMillis(random.nextInt(random.nextInt(20) == 0 ? 8_000 : 200)));
        } else {
            SimWorker worker = alive.get(random.nextInt(alive.size()));
            worker.answer = answer(random);
            step(world, worker, random);
        }
    }

    private static CallOutcome answer(Random random) {
        return switch (random.nextInt(14)) {
            case 0, 1, 2 ->
                    SimWorker.refusal(
                            ErrorClass.RATE_LIMIT, Duration.ofMillis(random.nextInt(3_000)));
            case 3 -> SimWorker.refusal(ErrorClass.RATE_LIMIT, Optional.empty());
            case 4 ->
                    SimWorker.refusal(
                            random.nextBoolean() ? ErrorClass.AUTH : ErrorClass.BILLING,
                            Optional.empty());
            default -> SimWorker.ANSWER;
        };
    }

    /** Most orders bring the key back, so that something happens. */
    private static void order(SimWorld world, Random random) {
        switch (random.nextInt(4)) {
            case 0 -> world.order(KeyAction.DISABLE, Optional.empty());
            case 1 ->
                    world.order(
                            KeyAction.COOL,
                            Optional.of(world.now.instant().plusMillis(random.nextInt(5_000))));
            default -> world.order(KeyAction.ENABLE, Optional.empty());
        }
    }

    private static void leave(SimWorld world, SimWorker worker) {
        while (worker.act()) {}
        worker.decide(new LaneEvent.Revoked());
        worker.settleUntil(() -> worker.handedOver);
        world.assign();
    }

    /** Actions before events; events in any order that the threads could bring them in. */
    private static void step(SimWorld world, SimWorker worker, Random random) {
        if (worker.act()) {
            return;
        }
        switch (random.nextInt(6)) {
            case 0 -> worker.take();
            case 1 -> worker.readJournal();
            case 2 -> worker.readWork();
            case 3 -> worker.finishCall();
            case 4 -> worker.advance();
            default -> {
                boolean replaced = world.member.filter(worker::equals).isEmpty();
                if (replaced && !worker.handedOver && random.nextInt(5) == 0) {
                    worker.decide(new LaneEvent.Lost());
                }
            }
        }
    }

    private static void finish(SimWorld world) {
        for (SimWorker worker : world.workers) {
            worker.answer = SimWorker.ANSWER;
        }
        SimWorker last = world.assign();
        for (int minute = 0; minute < 15; minute++) {
            for (int quarter = 0; quarter < 15; quarter++) {
                last.settle();
                world.pass(Duration.ofSeconds(4));
            }
        }
        last.settle();
    }
}
