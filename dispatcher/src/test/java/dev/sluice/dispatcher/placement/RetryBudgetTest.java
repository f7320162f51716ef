package dev.sluice.dispatcher.placement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testing.Samples;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryBudgetTest {

    private static final Instant NOON = Samples.NOON;

    private static void first(RetryBudget budget, int times, Instant now) {
        for (int n = 0; n < times; n++) {
            budget.called(Needs.Call.FIRST, now);
        }
    }

    /** Retries until none is allowed. */
    private static int retries(RetryBudget budget, Instant now) {
        int sent = 0;
        while (budget.hasTokenAt(now)) {
            budget.called(Needs.Call.RETRY, now);
            sent++;
        }
        return sent;
    }

    @ParameterizedTest(name = "{0} % of {1}")
    @CsvSource({
        "10, 0, 10",
        "10, 9, 10",
        "10, 10, 11",
        "10, 1000, 110",
        "0, 1000, 10",
        "100, 5, 15"
    })
    void aShareOfTheOtherCallsAndAConstantFew(int percent, int others, int retries) {
        RetryBudget budget = new RetryBudget(percent);
        first(budget, others, NOON);
        assertThat(retries(budget, NOON)).isEqualTo(retries);
    }

    @Test
    void whatWasCalledIsForgottenAfterTenSeconds() {
        RetryBudget budget = new RetryBudget(10);
        first(budget, 1_000, NOON);
        assertThat(retries(budget, NOON.plusSeconds(10))).isEqualTo(10);
        assertThat(budget.hasTokenAt(NOON.plusSeconds(19))).isFalse();
        assertThat(retries(budget, NOON.plusSeconds(20))).isEqualTo(10);
    }

    @Test
    void aSingleRequestCanBeTriedAgainEachSecondForEver() {
        RetryBudget budget = new RetryBudget(10);
        for (int second = 0; second < 100; second++) {
            assertThat(budget.hasTokenAt(NOON.plusSeconds(second))).isTrue();
            budget.called(Needs.Call.RETRY, NOON.plusSeconds(second));
        }
    }

    @Test
    void aClockThatGoesBackGivesNothing() {
        RetryBudget budget = new RetryBudget(10);
        retries(budget, NOON);
        assertThat(budget.hasTokenAt(NOON.minusSeconds(5))).isFalse();
    }
}
