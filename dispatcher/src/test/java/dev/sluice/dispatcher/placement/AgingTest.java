package dev.sluice.dispatcher.placement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.record.Priority;
import dev.sluice.schemas.record.Work;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A class that waits is passed over a bounded number of times. */
class AgingTest {

    private final Desk desk = new Desk(Desk.LANES, Desk.policy(100_000, 3));
    private long upTo;

    private void fill(Priority priority, int count) {
        for (int n = 0; n < count; n++) {
            desk.arrive(Desk.attempt(priority + "" + n).setPriority(priority));
        }
    }

    /** Of the leases, one at a time, as letters. */
    private String lease(int count) {
        int before = desk.work.size();
        for (int n = 0; n < count; n++) {
            desk.announce("a", ++upTo);
        }
        StringBuilder order = new StringBuilder();
        List<Work> leased = desk.work.subList(before, desk.work.size());
        leased.forEach(work -> order.append(work.getAttempt().getPriority().name().charAt(0)));
        return order.toString();
    }

    @Test
    void aWaitingClassHasEveryFourthLeaseWhereThreeMayPass() {
        fill(Priority.BATCH, 10);
        fill(Priority.INTERACTIVE, 100);
        assertThat(lease(12)).isEqualTo("IIIBIIIBIIIB");
    }

    @Test
    void ofTwoThatAreDueTheLowerGoesFirstSoThatNoneIsPassedOnceMore() {
        fill(Priority.BATCH, 10);
        fill(Priority.STANDARD, 10);
        fill(Priority.INTERACTIVE, 100);
        assertThat(lease(15)).isEqualTo("IIIBSIIBISIBIIS");
    }

    @Test
    void aClassThatWaitsForAnotherLaneIsNotPassed() {
        for (int n = 0; n < 10; n++) {
            desk.arrive(Desk.attempt("n" + n).setModel("n").setPriority(Priority.BATCH));
        }
        fill(Priority.INTERACTIVE, 100);
        assertThat(lease(8)).isEqualTo("IIIIIIII");
        desk.announce("c", 2);
        assertThat(lease(1)).isEqualTo("I");
    }

    @Test
    void withoutAnythingAboveItALowerClassHasEverything() {
        fill(Priority.BATCH, 10);
        assertThat(lease(5)).isEqualTo("BBBBB");
    }

    @Test
    void aHigherClassThatComesAnewIsNotHeldBackByWhatPassedBefore() {
        fill(Priority.BATCH, 10);
        fill(Priority.INTERACTIVE, 2);
        assertThat(lease(4)).isEqualTo("IIBB");
        fill(Priority.INTERACTIVE, 10);
        assertThat(lease(5)).isEqualTo("IIIBI");
    }
}
