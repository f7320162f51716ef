package dev.sluice.worker.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.record.AttemptEnd;
import dev.sluice.schemas.record.EndKind;
import dev.sluice.schemas.record.ErrorClass;
import dev.sluice.worker.provider.CallOutcome;
import dev.sluice.worker.provider.Pace;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One lane with one owner against a provider that counts honestly: ten at once, ten a second, fifty
 * at the same time. Work comes in bursts, answers in any order, some of them refusals that ask for
 * a pause.
 */
final class LaneSeedsTest {

    private static final int WORK = 80;
    private static final int SLOTS = 50;

    private final SimWorld world = new SimWorld();
    private final SimWorker worker = world.assign();
    private double left = 10;
    private long countedAt;
    private long coolUntil;
    private int callsSeen;
    private boolean lagging;

    static LongStream seeds() {
        return LongStream.range(0, 150);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theLaneKeepsItsPromises(long seed) {
        Random random = new Random(seed);
        boolean refusals = random.nextBoolean();
        for (int step = 0; step < 1_500; step++) {
            move(random, refusals);
            checkCalls();
        }
        alwaysGetsThereInTheEnd();
        noSlotLeaks();
        assertThat(world.outcomes)
                .as("the provider never had to refuse, cooling aside")
                .extracting(AttemptEnd::getKind)
                .isSubsetOf(
                        refusals
                                ? EnumSet.of(EndKind.ANSWERED, EndKind.REFUSED, EndKind.NOT_CALLED)
                                : EnumSet.of(EndKind.ANSWERED));
    }

    private void move(Random random, boolean refusals) {
        int dice = random.nextInt(100);
        if (dice < 10) {
            int burst = random.nextInt(8);
            for (int n = 0; n < burst && world.work.size() < WORK; n++) {
                world.lease(Duration.ofHours(10));
            }
        } else if (dice < 30) {
            pass(Duration.ofNanos(random.nextInt(60_000_000)));
        } else if (dice < 45 && !worker.calling.isEmpty()) {
            finish(random, refusals && random.nextInt(6) == 0);
        } else {
            moveOn();
        }
    }

    /** From one time to the next but one everything is carried out: the jitter has an end. */
    private void pass(Duration time) {
        if (lagging) {
            while (moveOn()) {
                checkCalls();
            }
        }
        lagging = !lagging;
        world.pass(time);
        drain();
    }

    private void finish(Random random, boolean refuse) {
        Duration pause = Duration.ofMillis(random.nextInt(2_000));
        worker.answer = refuse ? SimWorker.refusal(ErrorClass.RATE_LIMIT, pause) : answer(refill());
        if (random.nextBoolean()) {
            worker.calling.add(worker.calling.removeFirst());
        }
        worker.finishCall();
        drain();
        if (refuse) {
            coolUntil = Math.max(coolUntil, world.now.nanos() + pause.toNanos());
        }
    }

    /** Everything but the ends of calls, which the dice bring. */
    private boolean moveOn() {
        return worker.act()
                || worker.take()
                || worker.readJournal()
                || worker.readWork()
                || worker.advance();
    }

    /** What the lane decided before a moment is carried out before it. */
    private void drain() {
        while (worker.act() || worker.take()) {
            checkCalls();
        }
    }

    private double refill() {
        left = Math.min(10, left + (world.now.nanos() - countedAt) / 1e8);
        countedAt = world.now.nanos();
        return left;
    }

    private void checkCalls() {
        refill();
        int fresh = world.calls.size() - callsSeen;
        callsSeen = world.calls.size();
        if (fresh > 0) {
            left -= fresh;
            assertThat(left).as("LaneNeverOverruns").isGreaterThanOrEqualTo(0);
            assertThat(world.now.nanos())
                    .as("CoolingLaneNeverCalls")
                    .isGreaterThanOrEqualTo(coolUntil);
        }
        assertThat(worker.calling).as("no more than there are slots").hasSizeLessThan(SLOTS + 1);
    }

    private void alwaysGetsThereInTheEnd() {
        worker.answer = SimWorker.ANSWER;
        for (int second = 0; second < 60; second++) {
            worker.settle();
            world.pass(Duration.ofSeconds(1));
        }
        worker.settle();
        assertThat(world.done()).as("AlwaysGetsThereInTheEnd").isTrue();
        Invariants.check(world);
    }

    private void noSlotLeaks() {
        assertThat(worker.owner.quiet()).isTrue();
        assertThat(world.announcements.getLast().getInFlight()).as("NoSlotLeaks").isZero();
        assertThat(world.announcements.getLast().getHeadroomMillis())
                .as("it has room again")
                .isPositive();
    }

    private static CallOutcome answer(double remaining) {
        return new CallOutcome(
                SimWorker.ANSWER.kind(),
                SimWorker.ANSWER.billing(),
                Optional.empty(),
                Optional.of(200),
                Optional.empty(),
                Optional.empty(),
                SimWorker.ANSWER.usage(),
                Optional.empty(),
                Optional.empty(),
                new Pace(
                        Optional.empty(),
                        OptionalLong.of((long) remaining),
                        OptionalLong.empty(),
                        Optional.empty(),
                        Optional.empty()));
    }
}
