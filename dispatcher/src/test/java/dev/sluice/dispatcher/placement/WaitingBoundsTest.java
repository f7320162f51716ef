package dev.sluice.dispatcher.placement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.record.LaneCondition;
import dev.sluice.schemas.record.NotCalledReason;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who is not let into the line. */
class WaitingBoundsTest {

    private final Desk desk = new Desk(Desk.LANES, Desk.policy(3, 20));
    private final Desk slow = new Desk();
    private long upTo;

    private List<NotCalledReason> reasons(Desk of) {
        return of.ends.stream().map(end -> end.getNotCalled().orElseThrow()).toList();
    }

    private void wait(Desk where, int count, String prefix) {
        for (int n = 0; n < count; n++) {
            where.arrive(Desk.attempt(prefix + n).setDeadline(where.now.plusSeconds(3_600)));
        }
    }

    /** Ten leases a second for ten seconds, with ticks as the stage has them. */
    private void runAtTenPerSecond() {
        for (int n = 0; n < 100; n++) {
            slow.announce("a", ++upTo);
            for (int tick = 0; tick < 5; tick++) {
                slow.pass(Duration.ofMillis(20));
                slow.tick();
            }
        }
    }

    private NotCalledReason refused(String id, long deadlineSeconds) {
        int before = slow.ends.size();
        slow.arrive(
                Desk.attemptOf("other", id)
                        .setRefuseUnreachable(true)
                        .setDeadline(slow.now.plusSeconds(deadlineSeconds)));
        return slow.ends.size() == before
                ? NotCalledReason.SHUTDOWN // never placement's: stands for none
                : slow.ends.getLast().getNotCalled().orElseThrow();
    }

    @Test
    void oneMoreThanACustomerMayHaveWaitingIsRefusedAtOnce() {
        wait(desk, 5, "r");
        desk.arrive(Desk.attemptOf("other", "o"));
        assertThat(reasons(desk))
                .containsExactly(NotCalledReason.QUEUE_FULL, NotCalledReason.QUEUE_FULL);
        assertThat(desk.ends.getFirst().getWork()).isEmpty();
        desk.announce("a", 9);
        assertThat(desk.leased()).containsExactlyInAnyOrder("r0", "r1", "r2", "o");
    }

    @Test
    void whoLeavesMakesRoomAndARestartCountsTheSame() {
        wait(desk, 3, "r");
        desk.withdraw("r1");
        wait(desk, 1, "s");
        desk.restart();
        wait(desk, 1, "t");
        assertThat(reasons(desk))
                .containsExactly(NotCalledReason.WITHDRAWN, NotCalledReason.QUEUE_FULL);
    }

    @Test
    void aLaterAttemptOfARequestThatWasLetInIsLetInAgain() {
        wait(desk, 3, "r");
        desk.arrive(Desk.attempt("again").setAttempt(2));
        assertThat(desk.ends).isEmpty();
    }

    @Test
    void withCreditNobodyIsRefused() {
        desk.announce("a", 9);
        wait(desk, 8, "r");
        assertThat(desk.ends).isEmpty();
    }

    @Test
    void nobodyIsRefusedWhileItIsNotKnownHowFastTheLineMoves() {
        wait(slow, 1_000, "r");
        assertThat(refused("x", 1)).isEqualTo(NotCalledReason.SHUTDOWN);
    }

    @Test
    void whereTheLineIsLongerThanItsTimeLeftWhoAskedIsRefused() {
        wait(slow, 1_000, "r");
        runAtTenPerSecond();
        // fair turns: one of the other customer's for each of its own, so about two leases
        assertThat(refused("first", 5)).isEqualTo(NotCalledReason.SHUTDOWN);
        for (int n = 0; n < 100; n++) {
            slow.arrive(Desk.attemptOf("other", "o" + n).setDeadline(slow.now.plusSeconds(600)));
        }
        // a hundred of its own and as many of the other: twenty seconds
        assertThat(refused("soon", 601)).isEqualTo(NotCalledReason.SHUTDOWN);
        for (int n = 0; n < 100; n++) {
            slow.arrive(Desk.attemptOf("other", "p" + n).setDeadline(slow.now.plusSeconds(9)));
        }
        assertThat(refused("late", 10)).isEqualTo(NotCalledReason.UNREACHABLE);
        assertThat(refused("before", 8)).isEqualTo(NotCalledReason.SHUTDOWN);
    }

    @Test
    void whoDidNotAskWaits() {
        wait(slow, 1_000, "r");
        runAtTenPerSecond();
        slow.arrive(Desk.attempt("patient").setDeadline(slow.now.plusSeconds(3_601)));
        assertThat(slow.ends).isEmpty();
    }

    @Test
    void whereEveryLaneRestsBeyondItsDeadlineWhoAskedIsRefused() {
        for (String lane : List.of("a", "b", "c")) {
            slow.announce(
                    slow.announcement(lane, 9)
                            .setCondition(LaneCondition.COOLING)
                            .setUntil(slow.now.plusSeconds(30))
                            .build());
        }
        assertThat(refused("x", 30)).isEqualTo(NotCalledReason.UNREACHABLE);
        assertThat(slow.ends.getLast().getRetryAfterMillis())
                .as("when the first of them is back")
                .contains(30_000L);
        assertThat(slow.ends.getLast().getWork()).as("another model may follow").isPresent();
        assertThat(refused("y", 31)).isEqualTo(NotCalledReason.SHUTDOWN);
    }

    @Test
    void aLaneThatIsDisabledOrSilentTellsNothing() {
        slow.announce(slow.announcement("a", 9).setCondition(LaneCondition.DISABLED).build());
        assertThat(refused("x", 1)).isEqualTo(NotCalledReason.SHUTDOWN);
    }
}
