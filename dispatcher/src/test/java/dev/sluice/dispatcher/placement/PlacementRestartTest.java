package dev.sluice.dispatcher.placement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.Lane;
import dev.sluice.schemas.record.AttemptEnd;
import dev.sluice.schemas.record.NotCalledReason;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What placement remembers over a restart, and what it must hear again. */
class PlacementRestartTest {

    private final Desk desk = new Desk();

    @Test
    void aSilentLaneGetsNothingUntilItIsHeardAgain() {
        desk.announce("a", 9);
        desk.pass(Duration.ofSeconds(11));
        desk.arrive(Desk.attempt("1"));
        desk.tick();
        assertThat(desk.work).isEmpty();
        desk.announce("a", 9);
        assertThat(desk.leased()).containsExactly("1");
    }

    @Test
    void aRestartKeepsLinesCreditsAndNumbers() {
        desk.announce("a", 2);
        desk.arrive(Desk.attempt("1"));
        desk.arrive(Desk.attempt("2"));
        desk.arrive(Desk.attempt("3"));
        desk.restart();
        desk.arrive(Desk.attempt("3"));
        assertThat(desk.leased()).containsExactly("1", "2");
        desk.announce("a", 3);
        assertThat(desk.leased()).containsExactly("1", "2", "3");
        assertThat(desk.work.getLast().getLease()).isEqualTo(3);
    }

    @Test
    void aRestartDoesNotMakeASilentLaneFresh() {
        desk.announce("a", 2);
        desk.pass(Duration.ofSeconds(11));
        desk.restart();
        desk.arrive(Desk.attempt("1"));
        assertThat(desk.work).isEmpty();
    }

    @Test
    void whatWaitsForLanesThatWereRemovedEndsAfterTheRestart() {
        desk.arrive(Desk.attempt("1").setModel("n"));
        desk.arrive(Desk.attempt("2").setExcludedLanes(List.of("a", "b")));
        desk.arrive(Desk.attempt("3"));
        List<Lane> withoutC = Desk.LANES.subList(0, 2);
        desk.restartWith(withoutC);
        desk.tick();
        assertThat(desk.ends)
                .extracting(AttemptEnd::getRequestId)
                .containsExactlyInAnyOrder("1", "2");
        assertThat(desk.ends)
                .allSatisfy(end -> {
                    assertThat(end.getNotCalled()).contains(NotCalledReason.LANE_GONE);
                    assertThat(end.getWork()).isPresent();
                });
        desk.announce("a", 1);
        assertThat(desk.leased()).containsExactly("3");
    }
}
