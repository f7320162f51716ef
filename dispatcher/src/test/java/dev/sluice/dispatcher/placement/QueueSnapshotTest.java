package dev.sluice.dispatcher.placement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.dispatcher.placement.QueueReport.Count.Bound;
import dev.sluice.schemas.record.LaneCondition;
import dev.sluice.schemas.record.Priority;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class QueueSnapshotTest {

    private final Desk desk = new Desk();
    private long upTo;

    private QueueReport.Pool pool() {
        return desk.snapshot().report().pools().getFirst();
    }

    private Optional<QueueReport.Position> find(String id) {
        return desk.snapshot().find(desk.store, id);
    }

    /** Ten leases a second for ten seconds. */
    private void runAtTenPerSecond() {
        for (int n = 0; n < 100; n++) {
            desk.announce("a", ++upTo);
            for (int tick = 0; tick < 5; tick++) {
                desk.pass(Duration.ofMillis(20));
                desk.tick();
            }
        }
    }

    @Test
    void itAddsUpByClassAndCustomer() {
        desk.arrive(Desk.attemptOf("bravo", "b").setPriority(Priority.BATCH));
        desk.pass(Duration.ofSeconds(3));
        desk.arrive(Desk.attemptOf("acme", "k1", "1"));
        desk.arrive(Desk.attemptOf("acme", "k2", "2").setInputTokens(80));
        desk.arrive(Desk.attemptOf("acme", "k2", "3").setExcludedLanes(List.of("a")));
        assertThat(pool().waiting()).isEqualTo(4);
        assertThat(pool().tokens()).isEqualTo(3 * 120 + 180);
        assertThat(pool().shares())
                .extracting(share -> share.priority() + " " + share.customer() + share.waiting())
                .containsExactly("STANDARD acme3", "BATCH bravo1");
        QueueReport.Share acme = pool().shares().getFirst();
        assertThat(acme.tokens()).isEqualTo(120 + 120 + 180);
        assertThat(acme.oldest()).isEqualTo(desk.now);
        assertThat(pool().shares().getLast().oldest()).isEqualTo(desk.now.minusSeconds(3));
        assertThat(acme.nextDeadline()).isEqualTo(Desk.attempt("1").getDeadline());
    }

    @Test
    void lanesSayWhatTheyHaveAndSilentOnesNothing() {
        desk.announce(desk.announcement("a", 5).setPerSecondMillis(9_800L).build());
        desk.announce(
                desk.announcement("b", 5)
                        .setCondition(LaneCondition.COOLING)
                        .setUntil(desk.now.plusSeconds(20))
                        .build());
        desk.arrive(Desk.attempt("1"));
        List<QueueReport.LaneCredit> lanes = pool().lanes();
        assertThat(lanes)
                .extracting(QueueReport.LaneCredit::lane, QueueReport.LaneCredit::credit)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("a", 4L),
                        org.assertj.core.groups.Tuple.tuple("b", 0L),
                        org.assertj.core.groups.Tuple.tuple("c", 0L));
        assertThat(lanes.get(0).perSecond()).hasValue(9.8);
        assertThat(lanes.get(1).condition()).contains(LaneCondition.COOLING);
        assertThat(lanes.get(1).until()).contains(desk.now.plusSeconds(20));
        assertThat(lanes.get(2).condition()).isEmpty();
    }

    @Test
    void howLongItTakesIsSaidOnceItIsKnownHowFastTheLineMoves() {
        for (int n = 0; n < 600; n++) {
            desk.arrive(Desk.attempt("" + n).setDeadline(desk.now.plusSeconds(3_600)));
        }
        assertThat(pool().perSecond()).isEmpty();
        assertThat(pool().drains()).isEmpty();
        runAtTenPerSecond();
        assertThat(pool().perSecond().orElseThrow()).isBetween(9.5, 10.5);
        assertThat(pool().drains().orElseThrow())
                .isBetween(Duration.ofSeconds(45), Duration.ofSeconds(55));
    }

    @Test
    void aRequestHasItsPlaceInItsKeyAndInThePool() {
        for (int n = 0; n < 400; n++) {
            desk.arrive(
                    Desk.attemptOf("c" + n % 2, "" + n).setDeadline(desk.now.plusSeconds(3_600)));
        }
        runAtTenPerSecond();
        QueueReport.Position position = find("301").orElseThrow();
        assertThat(position.customer()).isEqualTo("c1");
        assertThat(position.virtualKey()).isEqualTo("key");
        assertThat(position.attempt()).isEqualTo(1);
        assertThat(position.since()).isEqualTo(dev.sluice.testing.Samples.NOON);
        // 150 of its customer stood before it, 50 have gone
        assertThat(position.aheadInKey()).isEqualTo(new QueueReport.Count(100, Bound.EXACTLY));
        assertThat(position.aheadInPool()).isBetween(199L, 202L);
        assertThat(Duration.between(desk.now, position.start().orElseThrow()))
                .isBetween(Duration.ofSeconds(18), Duration.ofSeconds(22));
    }

    @Test
    void whatIsNotWaitingHasNoPlace() {
        desk.announce("a", 1);
        desk.arrive(Desk.attempt("leased"));
        desk.arrive(Desk.attempt("waits"));
        assertThat(find("leased")).isEmpty();
        assertThat(find("unknown")).isEmpty();
        assertThat(find("wait")).isEmpty();
        assertThat(find("waits").orElseThrow().start()).isEmpty();
    }

    @Test
    void aSnapshotStaysAsItWas() {
        desk.arrive(Desk.attempt("1"));
        QueueSnapshot before = desk.snapshot();
        desk.announce("a", 1);
        assertThat(before.report().pools().getFirst().waiting()).isEqualTo(1);
        assertThat(pool().waiting()).isZero();
    }

    @Test
    void withEveryLaneRestingTheStartIsAfterTheFirstOpens() {
        for (int n = 0; n < 200; n++) {
            desk.arrive(Desk.attempt("" + n).setDeadline(desk.now.plusSeconds(3_600)));
        }
        runAtTenPerSecond();
        desk.announce(
                desk.announcement("a", upTo)
                        .setCondition(LaneCondition.COOLING)
                        .setUntil(desk.now.plusSeconds(60))
                        .build());
        Duration until =
                Duration.between(desk.now, find("199").orElseThrow().start().orElseThrow());
        assertThat(until).isBetween(Duration.ofSeconds(69), Duration.ofSeconds(71));
    }
}
