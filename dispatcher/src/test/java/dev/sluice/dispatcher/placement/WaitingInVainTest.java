package dev.sluice.dispatcher.placement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.record.AttemptEnd;
import dev.sluice.schemas.record.LaneCondition;
import dev.sluice.schemas.record.NotCalledReason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who was let in when all was well, and then all lanes close. */
class WaitingInVainTest {

    private static final List<String> ALL = List.of("a", "b", "c");
    private static final int DEADLINE = 60;

    private final Desk desk = new Desk();

    /** Three that wait: one that asked, one that did not, one that asked and has more time. */
    @BeforeEach
    void wait3() {
        ALL.forEach(lane -> desk.announce(lane, 0));
        arrive("asked", true, DEADLINE);
        arrive("patient", false, DEADLINE);
        arrive("later", true, 10 * DEADLINE);
        assertThat(desk.ends).isEmpty();
    }

    private void arrive(String id, boolean asked, int seconds) {
        desk.arrive(
                Desk.attempt(id)
                        .setRefuseUnreachable(asked)
                        .setDeadline(desk.now.plusSeconds(seconds)));
    }

    private void close(String lane, LaneCondition condition, Optional<Instant> until, String why) {
        desk.announce(
                desk.announcement(lane, 0)
                        .setCondition(condition)
                        .setUntil(until.orElse(null))
                        .setReason(why)
                        .build());
    }

    /** As the stage has them; lanes say each second how they are. */
    private List<String> endedAfterASecond() {
        for (int n = 0; n < 60; n++) {
            desk.pass(Duration.ofMillis(20));
            desk.tick();
        }
        assertThat(desk.ends)
                .allMatch(
                        end -> end.getNotCalled().equals(Optional.of(NotCalledReason.UNREACHABLE)))
                .allMatch(end -> end.getWork().isPresent());
        return desk.ends.stream().map(AttemptEnd::getRequestId).toList();
    }

    @ParameterizedTest(name = "{0} for {1} s because of {2}: {3}")
    @CsvSource({
        "DISABLED,    , auth,       asked later",
        "DISABLED,    , by_hand,    asked later",
        "DISABLED, 300, billing,    asked",
        "DISABLED,    , shutdown,   ''",
        "COOLING,  300, rate_limit, asked",
        "COOLING,   30, rate_limit, ''",
    })
    void whoAskedIsToldWhenEveryLaneClosesBeyondItsDeadline(
            LaneCondition condition, Integer seconds, String why, String ended) {
        Optional<Instant> until = Optional.ofNullable(seconds).map(desk.now::plusSeconds);
        ALL.forEach(lane -> close(lane, condition, until, why));
        assertThat(String.join(" ", endedAfterASecond())).isEqualTo(ended);
    }

    @Test
    void oneLaneThatIsOpenOrSilentIsHope() {
        close("a", LaneCondition.DISABLED, Optional.empty(), "auth");
        close("b", LaneCondition.DISABLED, Optional.empty(), "auth");
        assertThat(endedAfterASecond()).isEmpty();
        desk.pass(LaneState.SILENCE_MAX);
        close("a", LaneCondition.DISABLED, Optional.empty(), "auth");
        close("b", LaneCondition.DISABLED, Optional.empty(), "auth");
        assertThat(endedAfterASecond()).isEmpty();
    }

    @Test
    void aKeyThatCloseForLongerIsLookedAtAgainAndWhoComesLaterToo() {
        Instant soon = desk.now.plusSeconds(30);
        ALL.forEach(lane -> close(lane, LaneCondition.COOLING, Optional.of(soon), "rate_limit"));
        assertThat(endedAfterASecond()).isEmpty();
        Instant late = desk.now.plusSeconds(2 * DEADLINE);
        ALL.forEach(lane -> close(lane, LaneCondition.COOLING, Optional.of(late), "rate_limit"));
        assertThat(endedAfterASecond()).containsExactly("asked");
        arrive("new", true, DEADLINE);
        assertThat(desk.ends.getLast().getRequestId()).isEqualTo("new");
    }

    @Test
    void aLongLineIsWalkedPastThoseWhoDidNotAsk() {
        for (int n = 0; n < 500; n++) {
            arrive("p" + n, n % 100 == 99, 30);
        }
        ALL.forEach(lane -> close(lane, LaneCondition.DISABLED, Optional.empty(), "auth"));
        assertThat(endedAfterASecond())
                .containsExactlyInAnyOrder("p99", "p199", "p299", "p399", "p499", "asked", "later");
    }

    private void arriveOf(String customer, String model, int seconds) {
        desk.arrive(
                Desk.attemptOf(customer, customer + seconds)
                        .setModel(model)
                        .setRefuseUnreachable(true)
                        .setDeadline(desk.now.plusSeconds(seconds)));
    }

    @Test
    void theFirstDeadlineIsToldFirstAndLinesTakeTurns() {
        for (int seconds : List.of(20, 21, 22)) {
            arriveOf("z", "m", seconds);
            arriveOf("y", "m", seconds + 10);
        }
        ALL.forEach(lane -> close(lane, LaneCondition.DISABLED, Optional.empty(), "auth"));
        assertThat(endedAfterASecond())
                .containsExactly("z20", "y30", "asked", "z21", "y31", "z22", "y32", "later");
    }

    @Test
    void whoWaitsForAModelOfWhichALaneIsOpenIsLeftAlone() {
        arriveOf("z", "n", 20);
        desk.restartWith(List.of(Desk.lane("a", "sim", 1, "m"), Desk.lane("c", "sim", 1, "n")));
        desk.announce("c", 0);
        close("a", LaneCondition.DISABLED, Optional.empty(), "auth");
        assertThat(endedAfterASecond()).containsExactly("asked", "later");
    }

    @Test
    void whoLeftBeforeItIsLookedAtIsPassed() {
        ALL.forEach(lane -> close(lane, LaneCondition.DISABLED, Optional.empty(), "auth"));
        desk.tick(1);
        desk.withdraw("patient");
        desk.ends.removeLast();
        assertThat(endedAfterASecond()).containsExactly("asked", "later");
    }

    @Test
    void aLineIsWalkedAnewWhenItsLanesWereOpenBetween() {
        Instant late = desk.now.plusSeconds(2 * DEADLINE);
        for (int round = 0; round < 2; round++) {
            ALL.forEach(
                    lane -> close(lane, LaneCondition.COOLING, Optional.of(late), "rate_limit"));
            assertThat(endedAfterASecond()).hasSize(round + 1);
            desk.announce("a", 0);
            assertThat(endedAfterASecond()).hasSize(round + 1);
            arrive("round" + round, true, DEADLINE);
        }
        assertThat(desk.ends).extracting(AttemptEnd::getRequestId).contains("asked", "round0");
    }
}
