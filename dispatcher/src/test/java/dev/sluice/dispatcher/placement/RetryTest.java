package dev.sluice.dispatcher.placement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.Lane;
import dev.sluice.schemas.record.NotCalledReason;
import dev.sluice.schemas.record.Work;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Retries in the line: those that the provider's budget does not allow wait, and hold up nobody.
 */
class RetryTest {

    private final Desk desk = new Desk();

    private void spendTheBudget() {
        for (int n = 0; n < RetryBudget.FLOOR; n++) {
            desk.arrive(Desk.attempt("spent" + n).setRetry(true));
        }
        assertThat(desk.work).hasSize(RetryBudget.FLOOR);
        desk.work.clear();
    }

    @Test
    void aRetryWithoutATokenWaitsAndFirstAttemptsPassIt() {
        desk.announce("a", 1_000);
        spendTheBudget();
        desk.arrive(Desk.attempt("retry").setRetry(true));
        desk.arrive(Desk.attempt("first"));
        assertThat(desk.leased()).containsExactly("first");
    }

    @Test
    void itGoesAsSoonAsOtherCallsHaveEarnedIt() {
        desk.announce("a", 1_000);
        spendTheBudget();
        desk.arrive(Desk.attempt("retry").setRetry(true));
        for (int n = 0; n < 10; n++) {
            desk.arrive(Desk.attempt("first" + n));
        }
        desk.tick();
        assertThat(desk.leased()).hasSize(11).contains("retry");
    }

    @Test
    void itGoesWhenTimeHasEarnedItAndNobodyCalls() {
        desk.announce("a", 1_000);
        spendTheBudget();
        desk.arrive(Desk.attempt("retry").setRetry(true));
        desk.pass(Duration.ofSeconds(10));
        desk.tick();
        assertThat(desk.leased()).containsExactly("retry");
    }

    @Test
    void itEndsAtItsDeadlineWhereTheBudgetNeverAllowsIt() {
        desk.announce("a", 1_000);
        spendTheBudget();
        desk.arrive(Desk.attempt("retry").setRetry(true).setDeadline(desk.now.plusSeconds(5)));
        desk.pass(Duration.ofSeconds(5));
        desk.tick();
        assertThat(desk.work).isEmpty();
        assertThat(desk.ends.getFirst().getNotCalled()).contains(NotCalledReason.EXPIRED);
    }

    @Test
    void anotherProviderOfThePoolHasABudgetOfItsOwn() {
        Lane other = new Lane("z", "zen", "sim", List.of(), List.of(), Set.of("m"), 1);
        Desk two = new Desk(List.of(Desk.lane("a", "sim", 1, "m"), other));
        two.announce("a", 1_000);
        two.announce("z", 1_000);
        for (int n = 0; n < 2 * RetryBudget.FLOOR + 1; n++) {
            two.arrive(Desk.attempt("" + n).setRetry(true));
        }
        assertThat(two.work)
                .hasSize(2 * RetryBudget.FLOOR)
                .extracting(Work::getLane)
                .containsOnly("a", "z");
    }

    @Test
    void aRestartBeginsWithTheConstantFew() {
        desk.announce("a", 1_000);
        spendTheBudget();
        desk.restart();
        desk.arrive(Desk.attempt("retry").setRetry(true));
        assertThat(desk.leased()).containsExactly("retry");
    }
}
