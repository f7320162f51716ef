package dev.sluice.dispatcher.placement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.id.AttemptId;
import dev.sluice.schemas.record.Priority;
import dev.sluice.testing.Samples;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class WaitingLineTest {

    private static final Needs ANY = new Needs("m", List.of(), Needs.Call.FIRST);
    private static final long TOKENS = 120;
    private static final Needs NOT_A = new Needs("m", List.of("a"), Needs.Call.FIRST);

    private final MemoryPlacementStore store = new MemoryPlacementStore();
    private WaitingLine line = WaitingLine.restore(new LineRecords(store), 20);
    private long arrivals;

    private Place enter(Priority priority, String customer, Needs needs, long deadlineSecond) {
        String id = customer + "-" + deadlineSecond + "-" + arrivals;
        LineId lineId = new LineId(new Rank("sim", priority), needs, customer, "key");
        Place place =
                new Place(
                        lineId,
                        Samples.NOON.plusSeconds(deadlineSecond).toEpochMilli(),
                        arrivals++,
                        new AttemptId(id, 1));
        line.enter(new Span.Entry(place, Samples.NOON, TOKENS, 1), Samples.attempt(id));
        return place;
    }

    private Place enter(String customer, long deadlineSecond) {
        return enter(Priority.STANDARD, customer, ANY, deadlineSecond);
    }

    private void restart() {
        line = WaitingLine.restore(new LineRecords(store), 20);
    }

    private List<String> drainAll() {
        return drain(_ -> true);
    }

    /** Serves all, each at the same cost, and says whose turn it was. */
    private List<String> drain(Predicate<Needs> servable) {
        List<String> served = new ArrayList<>();
        for (Optional<Turn> next = next(servable); next.isPresent(); next = next(servable)) {
            serve(next.get(), 100);
            served.add(next.get().place().attempt().requestId());
        }
        return served;
    }

    private Optional<Turn> next(Predicate<Needs> servable) {
        return line.pool("sim").next(servable);
    }

    private void serve(Turn turn, long cost) {
        line.serve(turn, cost, cost);
        leave(turn.place());
    }

    private void serve(Place place, long cost) {
        serve(new Turn(place, Set.of()), cost);
    }

    private Optional<Place> overdue(Instant now) {
        line.pass(now);
        return line.overdue();
    }

    private void leave(Place place) {
        line.leave(place, TOKENS);
    }

    @Test
    void earlierDeadlinesGoFirstAndThenWhoCameFirst() {
        enter("acme", 30);
        enter("acme", 10);
        enter("acme", 20);
        enter("acme", 10);
        assertThat(drainAll()).containsExactly("acme-10-1", "acme-10-3", "acme-20-2", "acme-30-0");
    }

    @Test
    void aLowerClassWaitsWhileAHigherOneHasRequests() {
        enter(Priority.BATCH, "acme", ANY, 1);
        enter(Priority.STANDARD, "acme", ANY, 2);
        enter(Priority.INTERACTIVE, "acme", ANY, 3);
        assertThat(drainAll()).containsExactly("acme-3-2", "acme-2-1", "acme-1-0");
    }

    @Test
    void aLowerClassIsServedWhereTheHigherOneHasNothingThatCanBe() {
        enter(Priority.INTERACTIVE, "acme", NOT_A, 1);
        enter(Priority.BATCH, "acme", ANY, 2);
        assertThat(drain(ANY::equals)).containsExactly("acme-2-1");
    }

    @Test
    void customersTakeTurnsWhateverTheirDeadlines() {
        enter("acme", 1);
        enter("acme", 2);
        enter("acme", 3);
        enter("bravo", 50);
        enter("bravo", 60);
        assertThat(drainAll())
                .containsExactly("acme-1-0", "bravo-50-3", "acme-2-1", "bravo-60-4", "acme-3-2");
    }

    @Test
    void anyNumberThatCannotBeServedIsNotLookedPast() {
        for (int n = 0; n < 1_000; n++) {
            enter(Priority.STANDARD, "acme", NOT_A, 1);
        }
        enter("acme", 99);
        store.takeOperations();
        assertThat(next(ANY::equals).map(turn -> turn.place().arrival())).contains(1_000L);
        assertThat(store.takeOperations()).isZero();
    }

    @Test
    void ofLinesOfACustomerTheOneWithTheEarliestDeadlineGoesFirst() {
        enter(Priority.STANDARD, "acme", NOT_A, 20);
        enter(Priority.STANDARD, "acme", ANY, 10);
        enter(Priority.STANDARD, "acme", ANY, 30);
        assertThat(drainAll()).containsExactly("acme-10-1", "acme-20-0", "acme-30-2");
    }

    @Test
    void whoWasServedMoreThanItsShareWaitsEvenIfItWasIdleSince() {
        Place first = enter("acme", 1);
        enter("bravo", 1);
        enter("bravo", 2);
        serve(first, 1_000_000);
        enter("acme", 3);
        assertThat(drainAll()).containsExactly("bravo-1-1", "bravo-2-2", "acme-3-3");
    }

    @Test
    void nobodyOwesAnythingOnceNobodyWaited() {
        Place first = enter("acme", 1);
        serve(first, 1_000_000);
        enter("acme", 2);
        enter("bravo", 3);
        assertThat(drainAll()).containsExactly("acme-2-1", "bravo-3-2");
    }

    @Test
    void oneThatLeavesOutOfTheMiddleIsNotServed() {
        enter("acme", 1);
        Place middle = enter("acme", 2);
        Place last = enter("acme", 3);
        leave(middle);
        leave(last);
        assertThat(drainAll()).containsExactly("acme-1-0");
        assertThat(line.pool("sim").isEmpty()).isTrue();
    }

    @Test
    void oneThatEntersBeforeTheFirstIsTheFirst() {
        enter("acme", 9);
        leave(enter("acme", 5));
        enter("acme", 7);
        assertThat(drainAll()).containsExactly("acme-7-2", "acme-9-0");
    }

    @Test
    void aRestartKeepsTheOrderAndWhatCustomersWereServed() {
        for (int n = 0; n < 5; n++) {
            enter("acme", n);
            enter("bravo", n);
            enter(Priority.INTERACTIVE, "charlie", NOT_A, n);
        }
        serve(next(ANY::equals).orElseThrow(), 250);
        restart();
        assertThat(drainAll())
                .containsExactly(
                        "charlie-0-2",
                        "charlie-1-5",
                        "charlie-2-8",
                        "charlie-3-11",
                        "charlie-4-14",
                        "bravo-0-1",
                        "bravo-1-4",
                        "bravo-2-7",
                        "acme-1-3",
                        "bravo-3-10",
                        "acme-2-6",
                        "bravo-4-13",
                        "acme-3-9",
                        "acme-4-12");
    }

    @Test
    void aRestartForgetsWhatCustomersWereServedWhoOweNothing() {
        enter("acme", 1);
        enter("bravo", 1);
        drainAll();
        assertThat(store.count('v')).isEqualTo(2);
        restart();
        assertThat(store.count('v')).isZero();
    }

    @Test
    void deadlinesAreFoundInTheirOrderAndNotSearchedForBeforeTheyCome() {
        Place second = enter("acme", 20);
        Place first = enter("bravo", 10);
        assertThat(overdue(Samples.NOON)).isEmpty();
        store.takeOperations();
        assertThat(overdue(Samples.NOON.plusSeconds(9))).isEmpty();
        assertThat(store.takeOperations()).isZero();

        assertThat(overdue(Samples.NOON.plusSeconds(10))).contains(first);
        leave(first);
        assertThat(overdue(Samples.NOON.plusSeconds(10))).isEmpty();
        Place late = enter("charlie", 15);
        assertThat(overdue(Samples.NOON.plusSeconds(20))).contains(late);
        leave(late);
        assertThat(overdue(Samples.NOON.plusSeconds(20))).contains(second);
    }

    @Test
    void thoseThatExpiredStandInNobodysWay() {
        for (int n = 0; n < 1_000; n++) {
            enter("acme", 10);
        }
        enter("acme", 30);
        enter("bravo", 30);
        line.pass(Samples.NOON.plusSeconds(20));
        store.takeOperations();
        assertThat(next(ANY::equals).map(turn -> turn.place().attempt().requestId()))
                .contains("acme-30-1000");
        assertThat(store.takeOperations()).isZero();
        assertThat(drainAll()).containsExactly("acme-30-1000", "bravo-30-1001");
        assertThat(line.pool("sim").waitingOf("acme")).isEqualTo(1_000);
    }

    @Test
    void aLineOfWhichAllHaveExpiredTakesANewcomerAndEndsTheOthers() {
        enter("acme", 1);
        enter("acme", 2);
        line.pass(Samples.NOON.plusSeconds(5));
        assertThat(next(ANY::equals)).isEmpty();
        enter("acme", 9);
        assertThat(next(ANY::equals)).isPresent();
        leave(overdue(Samples.NOON.plusSeconds(5)).orElseThrow());
        restart();
        leave(overdue(Samples.NOON.plusSeconds(5)).orElseThrow());
        assertThat(overdue(Samples.NOON.plusSeconds(5))).isEmpty();
        assertThat(drainAll()).containsExactly("acme-9-2");
        assertThat(line.pool("sim").isEmpty()).isTrue();
        assertThat(store.count('s') + store.count('q')).isZero();
    }

    @Test
    void oneThatExpiredCanBeWithdrawnFromTheMiddle() {
        enter("acme", 1);
        Place middle = enter("acme", 2);
        enter("acme", 3);
        enter("acme", 9);
        Instant now = Samples.NOON.plusSeconds(5);
        line.pass(now);
        leave(middle);
        leave(overdue(now).orElseThrow());
        leave(overdue(now).orElseThrow());
        assertThat(overdue(now)).isEmpty();
        assertThat(drainAll()).containsExactly("acme-9-3");
    }

    @Test
    void linesAreFoundByWhatTheyNeed() {
        Place first = enter(Priority.BATCH, "x", NOT_A, 9);
        Place other = enter(Priority.STANDARD, "y", NOT_A, 8);
        enter(Priority.STANDARD, "y", ANY, 7);
        assertThat(line.pool("sim").spans(NOT_A).map(Span::first))
                .containsExactlyInAnyOrder(first, other);
        line.leave(other, TOKENS);
        assertThat(line.pool("sim").spans(NOT_A).map(Span::first)).containsExactly(first);
        line.leave(first, TOKENS);
        assertThat(line.pool("sim").spans(NOT_A)).isEmpty();
        assertThat(line.pool("sim").spans(ANY)).hasSize(1);
    }
}
