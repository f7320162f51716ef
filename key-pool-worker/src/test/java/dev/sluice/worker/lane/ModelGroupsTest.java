package dev.sluice.worker.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.ActiveConfig;
import dev.sluice.config.Lane;
import dev.sluice.config.Limit;
import dev.sluice.config.ModelGroup;
import dev.sluice.config.PriceBook;
import dev.sluice.config.SluiceConfig;
import dev.sluice.config.Window;
import dev.sluice.schemas.record.Attempt;
import dev.sluice.schemas.record.ErrorClass;
import dev.sluice.schemas.record.LaneAnnouncement;
import dev.sluice.schemas.record.LaneCondition;
import dev.sluice.schemas.record.LaneCounts;
import dev.sluice.schemas.record.NotCalledReason;
import dev.sluice.schemas.record.Started;
import dev.sluice.schemas.record.Used;
import dev.sluice.schemas.record.Work;
import dev.sluice.testing.Samples;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/**
 * A lane with two model groups: {@code nano} has a day of twelve requests, the others ten at once.
 */
final class ModelGroupsTest {

    private static final Duration LONG = Duration.ofDays(2);
    private static final Limit TEN_AT_ONCE =
            new Limit.Requests(600, new Window(1, Window.Unit.MINUTES), OptionalLong.of(10));
    private static final Limit FIVE_AT_ONCE =
            new Limit.Requests(60, new Window(1, Window.Unit.MINUTES), OptionalLong.of(5));
    private static final Limit A_DAY =
            new Limit.Requests(12, new Window(1, Window.Unit.DAYS), OptionalLong.empty());

    private final SimWorld world = new SimWorld(config());

    private static ActiveConfig config() {
        SluiceConfig config = Samples.config();
        Lane lane =
                new Lane(
                        SimWorld.LANE,
                        "sim",
                        List.of(Samples.providerKey("key-a")),
                        List.of(
                                new ModelGroup(
                                        "nano",
                                        "fast",
                                        Map.of("fast", "fast"),
                                        List.of(FIVE_AT_ONCE, A_DAY)),
                                new ModelGroup(
                                        ModelGroup.OTHERS,
                                        "sim",
                                        Map.of("gpt-4o-mini", "gpt-4o-mini"),
                                        List.of(TEN_AT_ONCE))),
                        1,
                        0);
        return new ActiveConfig(
                1,
                config,
                List.of(lane),
                Map.of(SimWorld.LANE, 0),
                new PriceBook(config.prices(), List.of()));
    }

    @Test
    void eachGroupHasItsOwnPaceAndItsOwnLeases() {
        for (int n = 0; n < 20; n++) {
            world.lease(LONG, n % 2 == 0 ? "nano" : "*");
        }
        world.assign().settle();
        assertThat(started("nano")).isEqualTo(4);
        assertThat(started("*")).isEqualTo(9);
        assertThat(newest("nano").getUpTo()).isEqualTo(4 + 2);
        assertThat(newest("*").getUpTo()).isEqualTo(9 + 2);
    }

    @Test
    void eachGroupIsAnnouncedToItsPoolWithItsLimits() {
        world.assign().settle();
        assertThat(newest("nano").getPool()).isEqualTo("fast");
        assertThat(newest("nano").getLimits())
                .containsExactly("requests: 60, per: 1m, burst: 5", "requests: 12, per: 1d");
        assertThat(newest("nano").getPerSecondMillis()).contains(1_000L);
        assertThat(newest("*").getPool()).isEqualTo("sim");
        assertThat(newest("*").getLimits()).containsExactly("requests: 600, per: 1m, burst: 10");
        assertThat(newest("*").getPerSecondMillis()).contains(10_000L);
    }

    @Test
    void aRateLimitRestsItsGroupAndNoOther() {
        world.lease(LONG, "nano");
        SimWorker worker = world.assign();
        worker.answer = SimWorker.refusal(ErrorClass.RATE_LIMIT, Duration.ofSeconds(2));
        worker.settle();
        assertThat(newest("*").getCondition()).isEqualTo(LaneCondition.AVAILABLE);
        assertThat(newest("nano").getCondition()).isEqualTo(LaneCondition.COOLING);
    }

    @Test
    void aRefusedSecretDisablesTheWholeLane() {
        world.lease(LONG, "nano");
        SimWorker worker = world.assign();
        worker.answer = SimWorker.refusal(ErrorClass.AUTH, Duration.ZERO);
        worker.settle();
        assertThat(newest("*").getCondition()).isEqualTo(LaneCondition.DISABLED);
        assertThat(newest("nano").getCondition()).isEqualTo(LaneCondition.DISABLED);
    }

    @Test
    void whatBecameOfCallsIsCounted() {
        world.lease(LONG);
        Work retried = world.lease(LONG);
        Attempt again = Attempt.newBuilder(retried.getAttempt()).setRetry(true).build();
        world.work.set(1, Work.newBuilder(retried).setAttempt(again).build());
        SimWorker worker = world.assign();
        worker.settle();
        world.lease(LONG);
        worker.answer = SimWorker.refusal(ErrorClass.RATE_LIMIT, Duration.ofSeconds(1));
        worker.settle();
        world.pass(Duration.ofSeconds(2));
        worker.settle();
        assertThat(newest("*").getCounts()).contains(new LaneCounts(3L, 2L, 1L, 0L, 1L));
        assertThat(newest("nano").getCounts()).contains(new LaneCounts(0L, 0L, 0L, 0L, 0L));
    }

    @Test
    void workForAGroupThatIsNotConfiguredGoesBack() {
        world.lease(LONG, "gone");
        world.assign().settle();
        assertThat(world.outcomes.getFirst().getNotCalled()).contains(NotCalledReason.LANE_GONE);
    }

    @Test
    void aDayThatIsUsedUpExhaustsItsGroupAndNoOther() {
        SimWorker worker = world.assign();
        useUpTheDay(worker);
        world.lease(LONG, "nano");
        worker.settle();
        assertThat(newest("nano").getCondition()).isEqualTo(LaneCondition.EXHAUSTED);
        assertThat(newest("nano").getReason()).contains("allowance");
        assertThat(newest("nano").getUntil()).contains(Samples.NOON.plus(Duration.ofHours(25)));
        assertThat(newest("nano").getHeadroomMillis()).isZero();
        assertThat(newest("*").getCondition()).isEqualTo(LaneCondition.AVAILABLE);
        assertThat(started("nano")).isEqualTo(12);
        assertThat(world.outcomes.getLast().getNotCalled()).contains(NotCalledReason.COOLING);
    }

    @Test
    void aNextOwnerDoesNotBeginWithAFullDay() {
        SimWorker first = world.assign();
        useUpTheDay(first);
        passing(first, Duration.ofMinutes(5));
        first.decide(new LaneEvent.Revoked());
        first.settle();
        for (int n = 0; n < 5; n++) {
            world.lease(LONG, "nano");
        }
        SimWorker next = world.assign();
        next.settle();
        passing(next, Duration.ofMinutes(1));
        assertThat(started("nano")).as("no thirteenth on this day").isEqualTo(12);
        assertThat(newest("nano").getCondition()).isEqualTo(LaneCondition.EXHAUSTED);
        world.pass(Duration.ofHours(25));
        world.lease(LONG, "nano");
        next.settle();
        assertThat(newest("nano").getCondition()).isEqualTo(LaneCondition.AVAILABLE);
        assertThat(started("nano")).as("the next day has begun").isEqualTo(13);
    }

    @Test
    void aKilledOwnersLastCallsCountAlthoughItDidNotWriteThemDown() {
        SimWorker killed = world.assign();
        for (int n = 0; n < 4; n++) {
            world.lease(LONG, "nano");
        }
        killed.settle();
        assertThat(used()).as("nothing was written down yet").isEmpty();
        world.pass(SimWorld.SESSION);
        SimWorker next = world.assign();
        next.settle();
        assertThat(newest("nano").getHeadroomMillis()).isBetween(3_000L, 8_000L);
        passing(next, Duration.ofSeconds(15));
        assertThat(used().getLast().getSlices().getLast()).isEqualTo(4);
    }

    @Test
    void itIsWrittenDownWhenItChangedAndNotForEachCall() {
        SimWorker worker = world.assign();
        useUpTheDay(worker);
        passing(worker, Duration.ofMinutes(2));
        int written = used().size();
        assertThat(written).as("ten seconds apart while it changes").isBetween(1, 4);
        passing(worker, Duration.ofMinutes(9));
        assertThat(used()).hasSizeBetween(written, written + 1);
    }

    private void useUpTheDay(SimWorker worker) {
        for (int n = 0; n < 12; n++) {
            world.lease(LONG, "nano");
        }
        worker.settle();
        passing(worker, Duration.ofSeconds(10));
        assertThat(started("nano")).isEqualTo(12);
    }

    private void passing(SimWorker worker, Duration time) {
        for (long second = 0; second < time.toSeconds(); second++) {
            world.pass(Duration.ofSeconds(1));
            worker.settle();
        }
    }

    private long started(String group) {
        return world.journal.stream()
                .map(logged -> logged.entry().getEvent())
                .filter(event -> event instanceof Started)
                .filter(event -> ((Started) event).getModelGroup().equals(group))
                .count();
    }

    private List<Used> used() {
        return world.journal.stream()
                .map(logged -> logged.entry().getEvent())
                .filter(event -> event instanceof Used)
                .map(Used.class::cast)
                .toList();
    }

    private LaneAnnouncement newest(String group) {
        Optional<LaneAnnouncement> newest =
                world.announcements.stream()
                        .filter(each -> each.getModelGroup().equals(group))
                        .reduce((_, later) -> later);
        return newest.orElseThrow();
    }
}
